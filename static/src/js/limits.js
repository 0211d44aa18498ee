// Counts what is left, or too many, under each text; nothing is cut.
import CharacterLimit from "dkfds/src/js/components/character-limit.js";

// What the server does not keep (stopext/web/text.py) is not counted, so that both say the same number.
const SHAPERS = "\\u200c\\u200d\\ufe0e\\ufe0f";
const UNSEEN = new RegExp(`(?![\\n\\t${SHAPERS}])[\\p{Cc}\\p{Cf}\\p{Cs}\\u034f\\ufe00-\\ufe0d]`, "gu");
const JOINING = "[\\u0600-\\u109f\\u1780-\\u18af]";
const PICTURE =
  "[\\xa9\\xae\\u203c\\u2049\\u2122\\u2139\\u2190-\\u23ff\\u2460-\\u24ff\\u25a0-\\u27bf\\u2900-\\u297f" +
  "\\u2b00-\\u2bff\\u3030\\u303d\\u3297\\u3299\\u{1f000}-\\u{1faff}]";
const SHAPING = new RegExp(
  `((?<=${JOINING})\\u200c(?=${JOINING})|(?<=${JOINING})\\u200d|\\u200d(?=${JOINING})` +
    `|(?<=${PICTURE}\\ufe0f?)\\u200d(?=${PICTURE})` +
    `|(?<=${PICTURE})[\\ufe0e\\ufe0f]|(?<=[#*0-9])\\ufe0f(?=\\u20e3))` +
    `|[${SHAPERS}]`,
  "gu",
);

function length(text) {
  const seen = text.replaceAll("\r\n", "\n").normalize("NFC").replace(UNSEEN, "");
  return [...seen.replace(SHAPING, "$1").trim()].length;
}

export function startLimits() {
  for (const group of document.querySelectorAll(".form-limit")) {
    const limit = new CharacterLimit(group);
    limit.charactersLeft = () => Number(limit.maxlength) - length(limit.input.value);
    limit.init();
  }
}
