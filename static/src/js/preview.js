// Ticking <input data-preview="id"> shows #id in the receiver's view; [data-preview-empty] shows when none is.
export function startPreview() {
  const boxes = [...document.querySelectorAll("input[data-preview]")];
  if (!boxes.length) return;
  const empty = document.querySelector("[data-preview-empty]");

  function update() {
    for (const box of boxes) {
      const shown = document.getElementById(box.dataset.preview);
      if (shown) shown.hidden = !box.checked;
    }
    if (empty) empty.hidden = boxes.some((box) => box.checked);
  }

  document.addEventListener("change", (event) => {
    if (boxes.includes(event.target)) update();
  });
  update();
}
