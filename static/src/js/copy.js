// [data-copy=id] puts the texts of a list on the clipboard and says so in the status beside it.
export function startCopy() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const lines = document.querySelectorAll(`#${button.dataset.copy} > li`);
      await navigator.clipboard.writeText([...lines].map((line) => line.textContent).join("\n"));
      button.parentElement.querySelector("[role=status]").textContent = button.dataset.copied;
    });
  }
}
