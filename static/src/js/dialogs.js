// <button data-dialog="id"> opens the native dialog, which keeps the focus inside and answers Escape.
export function startDialogs() {
  for (const button of document.querySelectorAll("[data-dialog]")) {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById(button.dataset.dialog).showModal());
  }
}
