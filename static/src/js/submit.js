// A second press on a button while the first is under way sends nothing. The server refuses it as well.
//
// A form with something to fill in is sent only while the server can be reached and the log-in acts: the browser's own
// page about a lost connection, or the log-in page, would take the text along. The words for a lost connection stand in
// the form's [data-save-state] or in <body data-unsent>, those about the log-in in its dialog.
import { loginState, tellSession } from "./session.js";

const RELEASE_AFTER = 20000;
const FILLED = "textarea, select, input:not([type='hidden'])";
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
    if (form.querySelector(FILLED) && !sure.delete(form)) {
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
  const state = await loginState();
  mark(form, false);
  if (state === "same") {
    sure.add(form);
    form.requestSubmit(submitter);
    return;
  }
  if (state === "away") tell(form);
  else tellSession(state);
  form.dispatchEvent(new Event("portal:unsent"));
}

function tell(form) {
  const line = form.querySelector("[data-save-state]");
  const text = line?.querySelector("[data-save-text]") ?? form.appendChild(document.createElement("p"));
  text.setAttribute("role", "alert");
  (line ?? text).classList.add("is-failed");
  text.textContent = line?.dataset.unsent ?? document.body.dataset.unsent ?? "";
}

function mark(form, sending) {
  if (sending) form.dataset.sending = "1";
  else delete form.dataset.sending;
  for (const button of form.querySelectorAll("button:not([type='button'])")) {
    if (sending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
