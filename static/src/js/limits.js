// Counts what is left, or too many, under each text; nothing is cut.
import CharacterLimit from "dkfds/src/js/components/character-limit.js";

// What the server does not keep (stopext/web/text.py) is not counted, so that both say the same number.
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u034f\ufe00-\ufe0f]/gu;

function length(text) {
  return [...text.replaceAll("\r\n", "\n").normalize("NFC").replace(UNSEEN, "").trim()].length;
}

export function startLimits() {
  for (const group of document.querySelectorAll(".form-limit")) {
    const limit = new CharacterLimit(group);
    limit.charactersLeft = () => Number(limit.maxlength) - length(limit.input.value);
    limit.init();
  }
}
