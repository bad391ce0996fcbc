// Ctrl+K goes to the search field, and arrow keys go through the results. All of it works without.
// No single letter does: who speaks to the machine would press it by accident (WCAG 2.1.4).
(() => {
  const field = document.getElementById("q");
  const links = [...document.querySelectorAll(".hit h3 a")];

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === "k") {
        event.preventDefault();
        field.focus();
        field.select();
      }
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = links.indexOf(document.activeElement);
    if (!step || (here < 0 && document.activeElement !== field)) return;
    const target = here + step < 0 ? field : links[here + step];
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });
})();
