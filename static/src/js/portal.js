// Everything here only adds to pages that work without it.
import { startAutosave } from "./autosave.js";
import { startCopy } from "./copy.js";
import { startDialogs } from "./dialogs.js";
import { startErrorSummary } from "./errors.js";
import { startFolds } from "./folds.js";
import { startKeys } from "./keys.js";
import { startMenu } from "./menu.js";
import { startPasskeys } from "./passkeys.js";
import { startPreview } from "./preview.js";
import { startPrint } from "./print.js";
import { startSession } from "./session.js";
import { startShowIf } from "./showif.js";
import { startSubmitGuard } from "./submit.js";

startMenu();
startDialogs();
startErrorSummary();
startPrint();
startCopy();
startPreview();
startShowIf();
startFolds();
startKeys();
startAutosave();
startPasskeys();
startSubmitGuard();
startSession();
