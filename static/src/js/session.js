// Knows whether the log-in that the page was drawn for still acts, and warns two minutes before it ends.
//
// What is typed stays on the page when the log-in is gone: it is not sent, the reader logs in in another window, and
// sends again. <dialog data-session-check> holds the words and the address to ask.
const channel = "BroadcastChannel" in window ? new BroadcastChannel("portal-session") : null;
const dialog = document.querySelector("dialog[data-session-check]");
/** Whose page this is; a page for nobody in particular has none. */
const own = dialog?.dataset.sessionCheck ?? "";
const ENDED = [0, 401];
const OTHER = 409;
const BROKEN = 500;
let restart = () => {};

/** Tells this and other windows that the server has just seen the user. */
export function sessionTouched() {
  restart();
  channel?.postMessage(own);
}

/** Runs when a window says that the page's own log-in acts. */
export function whenTouched(act) {
  channel?.addEventListener("message", ({ data }) => data === own && act());
}

// Somebody else has come, or she has logged out: nobody reads on in the windows that she left open. What is typed there
// stays, and is shown when she is back.
async function left({ data }) {
  if (data === own) return;
  const state = data ? "other" : await loginState();
  if (!["ended", "other"].includes(state)) return;
  document.documentElement.dataset.covered = "";
  tellSession(state);
}

/** "away" without an answer, "ended" or "other" when the page's own log-in does not act, else "same". */
export async function loginState() {
  try {
    if (dialog) return await asked();
    // A page that needs no log-in: any answer will do, and this script is what every page has.
    await fetch(import.meta.url, { method: "HEAD", cache: "no-store" });
    return "same";
  } catch {
    return "away";
  }
}

async function asked() {
  const response = await fetch(dialog.dataset.sessionCheck, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    credentials: "same-origin",
    redirect: "manual",
  });
  if (ENDED.includes(response.status)) return "ended";
  if (response.status === OTHER) return "other";
  if (response.status >= BROKEN) return "away";
  if (response.ok) renew((await response.json()).token);
  return "same";
}

// A log-in in another window has changed what each form must carry.
function renew(token) {
  for (const field of document.querySelectorAll("input[name='csrfmiddlewaretoken']")) field.value = token;
}

/** Says in the dialog why nothing was sent. */
export function tellSession(name) {
  for (const part of dialog.querySelectorAll("[data-session-state]")) {
    part.hidden = part.dataset.sessionState !== name;
  }
  dialog.setAttribute("aria-labelledby", `session-${name}`);
  if (!dialog.open) dialog.showModal();
}

export function startSession() {
  if (!dialog) {
    channel?.postMessage(own);
    return;
  }
  const lifetime = Number(dialog.dataset.sessionSeconds) * 1000;
  const notice = Number(dialog.dataset.sessionNotice) * 1000;
  let timers = [];

  function warn() {
    document.dispatchEvent(new Event("portal:flush"));
    tellSession("warning");
  }

  restart = () => {
    timers.forEach(clearTimeout);
    timers = [setTimeout(warn, lifetime - notice), setTimeout(() => tellSession("ended"), lifetime)];
    delete document.documentElement.dataset.covered;
    if (dialog.open) dialog.close();
  };

  whenTouched(() => restart());
  channel?.addEventListener("message", left);
  dialog.addEventListener("cancel", (event) => {
    const warned = !dialog.querySelector("[data-session-state='warning']").hidden;
    if (warned || "covered" in document.documentElement.dataset) event.preventDefault();
  });
  for (const button of dialog.querySelectorAll("[data-session-close]")) {
    button.addEventListener("click", () => dialog.close());
  }
  dialog.querySelector("[data-session-stay]").addEventListener("click", async () => {
    const state = await loginState();
    if (state === "same") sessionTouched();
    else tellSession(state === "away" ? "ended" : state);
  });
  restart();
  channel?.postMessage(own);
}
