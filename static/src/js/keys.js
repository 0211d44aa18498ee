// Keyboard shortcuts for a page of like items.
//
// <div data-keys="help-dialog-id"> holds [data-key-item] parts; j and k move between them, and any other key
// clicks the [data-key="x"] control of the current part. ? opens the help. A [data-keys-toggle] checkbox
// switches the single-letter keys off (WCAG 2.1.4), remembered in this browser.
const STORE = "portal-keys-off";
const WRITING = "textarea, select, input:not([type='radio'], [type='checkbox'])";

export function startKeys() {
  const area = document.querySelector("[data-keys]");
  if (!area) return;
  const help = document.getElementById(area.dataset.keys);
  let current = null;

  // Parts can be shown and hidden while the page is used.
  function shown() {
    return [...area.querySelectorAll("[data-key-item]")].filter((item) => !item.closest("[hidden]"));
  }

  function mark(item) {
    current?.classList.remove("is-current");
    current = item;
    current.classList.add("is-current");
  }

  function move(step) {
    const items = shown();
    if (!items.length) return;
    const next = items.indexOf(current) + step;
    const item = items[Math.min(Math.max(next, 0), items.length - 1)];
    mark(item);
    const target = item.querySelector("[data-key]:checked") ?? item.querySelector("input, button, a, [tabindex]") ?? item;
    item.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  // Whether the key was ours: only then does it not do what it does everywhere else.
  function press(key) {
    if (key === "?") help?.showModal();
    else if (key === "j") move(1);
    else if (key === "k") move(-1);
    else return choose(current?.querySelector(`[data-key="${CSS.escape(key)}"]`));
    return true;
  }

  function choose(control) {
    control?.focus();
    control?.click();
    return Boolean(control);
  }

  area.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-key-item]");
    if (item && item !== current) mark(item);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.matches?.(WRITING) || document.querySelector("dialog[open]")) return;
    if (event.key !== "?" && localStorage.getItem(STORE)) return;
    if (press(event.key.toLowerCase())) event.preventDefault();
  });
  startToggle(document.querySelector("[data-keys-toggle]"));
}

function startToggle(toggle) {
  if (!toggle) return;
  toggle.checked = !localStorage.getItem(STORE);
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, "1");
  });
}
