// A refused form starts with its error summary in focus, so it is read first.
export function startErrorSummary() {
  const summary = document.querySelector("[data-error-summary]");
  summary?.focus();
  summary?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}
