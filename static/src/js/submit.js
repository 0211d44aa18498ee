// A second press on a button while the first is under way sends nothing. The server refuses it as well.
const RELEASE_AFTER = 20000;

export function startSubmitGuard() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    mark(form, true);
    setTimeout(() => mark(form, false), RELEASE_AFTER);
  });
  // A page that comes back from the browser's history may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) mark(form, false);
  });
}

function mark(form, sending) {
  if (sending) form.dataset.sending = "1";
  else delete form.dataset.sending;
  for (const button of form.querySelectorAll("button:not([type='button'])")) {
    if (sending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
