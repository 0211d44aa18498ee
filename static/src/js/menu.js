// The phone menu and the drop-downs of the public navigation.
export function startMenu() {
  const button = document.querySelector("[data-menu]");
  const menu = button && document.getElementById(button.getAttribute("aria-controls"));
  const groups = [...document.querySelectorAll(".nav-group")];

  function show(open) {
    menu.classList.toggle("is-open", open);
    document.querySelector(".role-band")?.classList.toggle("is-open", open);
    button.setAttribute("aria-expanded", String(open));
  }

  if (menu) button.addEventListener("click", () => show(!menu.classList.contains("is-open")));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = groups.find((group) => group.open);
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (menu?.classList.contains("is-open")) {
      show(false);
      button.focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const group of groups) if (!group.contains(event.target)) group.open = false;
  });
}
