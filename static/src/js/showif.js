// Questions that answers above them open at once; without this they come after the page is sent.
//
// <div data-show-if="any G1:1 G2:2" hidden>: shown when any (or all) of the named questions has at least that level.
export function startShowIf() {
  const parts = [...document.querySelectorAll("[data-show-if]")];
  if (!parts.length) return;

  // "u" and "i" are no level: a comparison with them is false, as it is on the server.
  function isMet(gate) {
    const [key, least] = gate.split(":");
    const chosen = document.getElementById(key)?.querySelector("[data-key]:checked");
    return Boolean(chosen) && !chosen.closest("[hidden]") && Number(chosen.value) >= Number(least);
  }

  function show() {
    for (const part of parts) {
      const [mode, ...gates] = part.dataset.showIf.split(" ");
      part.hidden = !(mode === "all" ? gates.every(isMet) : gates.some(isMet));
    }
  }

  document.addEventListener("change", show);
  show();
}
