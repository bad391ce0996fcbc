// What makes the authors' rooms more comfortable; they work without it.

// After a refused save the summary of what is wrong is read first.
const errors = document.querySelector("[data-errors]");
if (errors) errors.focus();

// A preview that was asked for is what the person wants to see next.
const preview = document.getElementById("preview");
if (preview && location.hash === "#preview") preview.focus({ preventScroll: true });

// Ask before a page with typed text is left.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let changed = form.hasAttribute("data-changed");
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  form.addEventListener("authoring:saved", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

// Who signs out on purpose leaves no drafts in a browser that others may use.
document.querySelector(".account-bar form")?.addEventListener("submit", () => {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("imprimatur:draft:")) localStorage.removeItem(key);
  }
});

// A long question is one line of text on as many lines of the screen as it takes.
for (const field of document.querySelectorAll("textarea[data-one-line]")) {
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  field.addEventListener("input", () => {
    if (/[\r\n]/.test(field.value)) field.value = field.value.replace(/\s*[\r\n]+\s*/g, " ");
    grow();
  });
  window.addEventListener("resize", grow);
  grow();
}
