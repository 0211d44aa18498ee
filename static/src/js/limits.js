// Counts what is left, or too many, under each text; nothing is cut.
import CharacterLimit from "dkfds/src/js/components/character-limit.js";

export function startLimits() {
  for (const group of document.querySelectorAll(".form-limit")) new CharacterLimit(group).init();
}
