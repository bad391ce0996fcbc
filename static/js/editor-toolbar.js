// A toolbar over each text. Every change goes through the browser's own editing, so that it can be
// undone like typing.

const MARKDOWN = {
  heading: (text) => prefixed(text, () => "## "),
  subheading: (text) => prefixed(text, () => "### "),
  bold: (text) => `**${text || "bold"}**`,
  italic: (text) => `*${text || "italics"}*`,
  link: (text) => `[${text || "words"}](https://)`,
  bullets: (text) => prefixed(text, () => "- "),
  numbers: (text) => prefixed(text, (line) => `${line + 1}. `),
  table: () => "| Drug | Dose |\n|---|---|\n|  |  |",
  cite: (text) => `${text}[1]`,
};

const BUTTONS = [
  ["heading", "Heading", "Ctrl+Alt+2"],
  ["subheading", "Subheading", "Ctrl+Alt+3"],
  ["bold", "Bold", "Ctrl+B"],
  ["italic", "Italics", "Ctrl+I"],
  ["bullets", "Bullets", "Ctrl+Shift+8"],
  ["numbers", "Numbers", "Ctrl+Shift+7"],
  ["link", "Link", "Ctrl+K"],
  ["table", "Table", ""],
  ["cite", "Cite", "Ctrl+Alt+C"],
];
const WHOLE_LINES = new Set(["heading", "subheading", "bullets", "numbers", "table"]);

function prefixed(text, mark) {
  return text
    .split("\n")
    .map((line, index) => mark(index) + line.replace(/^\s*(#{1,6}\s+|[-*+]\s+|\d+[.)]\s+)/, ""))
    .join("\n");
}

/** Put words in the place of the selection, in a way that Ctrl+Z takes back. */
function insert(field, words) {
  field.focus();
  // Deprecated, but the one call that browsers enter into a text field's undo history.
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function apply(field, name) {
  let { selectionStart: start, selectionEnd: end } = field;
  if (WHOLE_LINES.has(name)) {
    start = field.value.lastIndexOf("\n", start - 1) + 1;
    const next = field.value.indexOf("\n", end);
    end = next < 0 ? field.value.length : next;
    if (name === "table") start = end;
  }
  field.setSelectionRange(start, end);
  const chosen = field.value.slice(start, end);
  let words = MARKDOWN[name](chosen);
  if (name === "table" && end > 0) words = `\n\n${words}`;
  insert(field, words);
  if (name === "bold" || name === "italic") {
    const marks = name === "bold" ? 2 : 1;
    field.setSelectionRange(start + marks, start + words.length - marks);
  } else if (name === "link") {
    field.setSelectionRange(start + words.length - 1, start + words.length - 1);
  }
}

function pressed(event) {
  if (!(event.ctrlKey || event.metaKey)) return "";
  if (event.altKey) return { Digit2: "heading", Digit3: "subheading", KeyC: "cite" }[event.code] || "";
  if (event.shiftKey) return { Digit8: "bullets", Digit7: "numbers" }[event.code] || "";
  return { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()] || "";
}

function toolbar(field) {
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Formatting: ${field.labels[0].textContent.replace(/:$/, "")}`);
  bar.setAttribute("aria-controls", field.id);
  for (const [name, label, keys] of BUTTONS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.tabIndex = bar.children.length ? -1 : 0;
    if (keys) {
      button.title = `${label} (${keys})`;
      button.setAttribute("aria-keyshortcuts", keys.replace("Ctrl", "Control"));
    }
    button.addEventListener("click", () => apply(field, name));
    bar.append(button);
  }
  // One stop of the Tab key; the arrows go from button to button.
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const buttons = [...bar.children];
    const here = buttons.indexOf(document.activeElement);
    let there = here + (step || 0);
    if (event.key === "Home") there = 0;
    else if (event.key === "End") there = buttons.length - 1;
    else if (!step) return;
    event.preventDefault();
    there = (there + buttons.length) % buttons.length;
    buttons[here].tabIndex = -1;
    buttons[there].tabIndex = 0;
    buttons[there].focus();
  });
  return bar;
}

for (const field of document.querySelectorAll("form[data-editor] [data-texts] textarea")) {
  field.before(toolbar(field));
  field.addEventListener("keydown", (event) => {
    const name = pressed(event);
    if (!name) return;
    event.preventDefault();
    apply(field, name);
  });
}
