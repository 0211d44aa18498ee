// [data-address] on an answer to a POST that did nothing but look: "back" and "reload" then open that address, instead
// of the browser's own question whether to send again.
export function startAddress() {
  const shown = document.querySelector("[data-address]");
  if (shown) history.replaceState(null, "", shown.dataset.address);
}
