// Fetches the page's [data-live] parts anew while somebody uses it, so that colleagues see what each other does.
//
// No field is in such a part: what is typed stays. A part in which the reader stands waits until she has left it. The
// attribute's value says whether anything has happened, and [data-live-told] tells a screen reader so. Only a reader
// who does something asks on: a page that is left alone keeps nobody logged in.
const EVERY = 10000;
const REST = 180000;

export function startLive() {
  if (!document.querySelector("[data-live]")) return;
  let used = Date.now();
  const use = () => (used = Date.now());
  for (const name of ["keydown", "pointerdown", "pointermove", "scroll", "focus"]) {
    window.addEventListener(name, use, { capture: true, passive: true });
  }
  const ask = () => !document.hidden && Date.now() - used < REST && renew();
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("portal:renew", renew);
}

async function renew() {
  const fresh = await fetched();
  if (!fresh) return;
  const form = "form[data-autosave-url]";
  // It has begun: now there is something to write in, and nothing that could be lost.
  if (fresh.querySelector(form) && !document.querySelector(form)) location.reload();
  const changed = [...document.querySelectorAll("[data-live]")].filter((part) => put(part, fresh));
  const told = document.querySelector("[data-live-told]");
  if (changed.length && told) told.textContent = told.dataset.liveTold;
}

async function fetched() {
  try {
    const response = await fetch(location.pathname, { cache: "no-store", redirect: "manual" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null; // asked again soon
  }
}

function put(part, fresh) {
  const now = fresh.getElementById(part.id);
  if (!now || now.dataset.live === part.dataset.live || part.contains(document.activeElement)) return false;
  part.replaceWith(document.adoptNode(now));
  return true;
}
