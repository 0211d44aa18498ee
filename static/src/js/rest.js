// Answers what is left of a page of questions with “ved ikke” and one stated reason.
//
// <details data-rest> holds [data-rest-into="rationale"] fields without names and a button. What they say goes into
// the fields of that name at each question that has no answer. Sending the page does it too: nothing typed is lost.
export function startRest() {
  const rest = document.querySelector("[data-rest]");
  const form = rest?.closest("form");
  if (!form) return;
  const fields = [...rest.querySelectorAll("[data-rest-into]")];
  rest.hidden = false;

  function open() {
    return [...form.querySelectorAll("[data-key-item]")].filter(
      (item) => !item.closest("[hidden]") && !item.querySelector("[data-key]:checked"),
    );
  }

  function say(item, field) {
    const own = item.querySelector(`[name$="-${field.dataset.restInto}"]`);
    if (own.value.trim() === "") own.value = field.value;
  }

  // False when something is missing: the browser then tells what.
  function apply() {
    if (!fields.every((field) => field.reportValidity())) return false;
    for (const item of open()) {
      item.querySelector('[data-key="u"]').checked = true;
      for (const field of fields) say(item, field);
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
    for (const field of fields) field.value = "";
    rest.open = false;
    return true;
  }

  rest.querySelector("button").addEventListener("click", apply);
  form.addEventListener("submit", (event) => {
    const typed = fields.some((field) => field.value.trim() !== "");
    if (typed && open().length && !apply()) event.preventDefault();
  });
}
