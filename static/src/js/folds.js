// Explanations that are open the first time and folded when somebody has been here before.
//
// <div data-folds="what it is about"> holds <details data-fold>. Sending the form around it remembers the page in this
// browser: from then on the folds start closed. A [data-folds-all] button opens or closes them all.
const STORE = "portal-read-";

export function startFolds() {
  const area = document.querySelector("[data-folds]");
  if (!area) return;
  const name = STORE + area.dataset.folds;
  const folds = [...area.querySelectorAll("[data-fold]")];
  const all = document.querySelector("[data-folds-all]");

  function set(open) {
    for (const fold of folds) fold.open = open;
  }

  if (localStorage.getItem(name)) set(false);
  area.closest("form")?.addEventListener("submit", () => localStorage.setItem(name, "1"));
  if (!all) return;
  all.hidden = false;
  all.addEventListener("click", () => set(!folds.some((fold) => fold.open)));
}
