// A second press on a button while the first is under way sends nothing. The server refuses it as well.
//
// A form with something typed in it is sent only while the server can be reached: the browser's own page about a lost
// connection would take the text along. The words stand in the form's [data-save-state] or in <body data-unsent>.
const RELEASE_AFTER = 20000;
const TYPED = "textarea, input:not([type='hidden'], [type='radio'], [type='checkbox'])";
const sure = new WeakSet();

export function startSubmitGuard() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    mark(form, true);
    if (form.querySelector(TYPED) && !sure.delete(form)) {
      event.preventDefault();
      send(form, event.submitter);
      return;
    }
    setTimeout(() => mark(form, false), RELEASE_AFTER);
  });
  // A page that comes back from the browser's history may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) mark(form, false);
  });
}

async function send(form, submitter) {
  const reached = await isThere();
  mark(form, false);
  if (reached) {
    sure.add(form);
    form.requestSubmit(submitter);
  } else {
    tell(form);
  }
}

// Any answer will do: this script is what every page has.
async function isThere() {
  try {
    await fetch(import.meta.url, { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

function tell(form) {
  const line = form.querySelector("[data-save-state]");
  const text = line?.querySelector("[data-save-text]") ?? form.appendChild(document.createElement("p"));
  text.setAttribute("role", "alert");
  (line ?? text).classList.add("is-failed");
  text.textContent = line?.dataset.unsent ?? document.body.dataset.unsent ?? "";
  form.dispatchEvent(new Event("portal:unsent"));
}

function mark(form, sending) {
  if (sending) form.dataset.sending = "1";
  else delete form.dataset.sending;
  for (const button of form.querySelectorAll("button:not([type='button'])")) {
    if (sending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
