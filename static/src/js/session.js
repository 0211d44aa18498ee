// Warns two minutes before the session ends, in every open window, and lets the reader go on.
const channel = "BroadcastChannel" in window ? new BroadcastChannel("portal-session") : null;
let restart = () => {};

/** Tells this and other windows that the server has just seen the user. */
export function sessionTouched() {
  restart();
  channel?.postMessage("touched");
}

export function startSession() {
  const dialog = document.querySelector("dialog[data-session-seconds]");
  if (!dialog) return;
  const lifetime = Number(dialog.dataset.sessionSeconds) * 1000;
  const notice = Number(dialog.dataset.sessionNotice) * 1000;
  let timers = [];

  function warn() {
    // What is written is sent first, so the words in the box are true.
    document.dispatchEvent(new Event("portal:flush"));
    state(dialog, "warning");
    if (!dialog.open) dialog.showModal();
  }

  restart = () => {
    timers.forEach(clearTimeout);
    timers = [setTimeout(warn, lifetime - notice), setTimeout(() => state(dialog, "ended"), lifetime)];
    if (dialog.open) dialog.close();
  };

  channel?.addEventListener("message", () => restart());
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await extend(event.target)) sessionTouched();
    else state(dialog, "ended");
  });
  restart();
  channel?.postMessage("touched");
}

async function extend(form) {
  try {
    const body = new URLSearchParams(new FormData(form));
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "" },
      credentials: "same-origin",
      redirect: "manual",
    });
    return response.ok;
  } catch {
    return false;
  }
}

function state(dialog, name) {
  for (const part of dialog.querySelectorAll("[data-session-state]")) {
    part.hidden = part.dataset.sessionState !== name;
  }
  dialog.setAttribute("aria-labelledby", `session-${name}`);
}
