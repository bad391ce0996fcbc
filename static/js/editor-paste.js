// What is pasted from Word or a web page becomes Markdown: headings, lists, tables and links stay,
// nothing else does. The server converts it; without formatting it is pasted as ever
// (Ctrl+Shift+V).

const form = document.querySelector("form[data-editor]");

function insert(field, words) {
  field.focus();
  // Deprecated, but the one call that browsers enter into a text field's undo history.
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// How a heading, a list, a quotation, a table and code begin; words alone would have it escaped.
const BLOCK = /^ *(?:#{1,6} |[-*+] |\d{1,9}[.)] |> |\||`{3,})/;

// A pasted block stands alone: glued to a paragraph it would be words. Plain words go where the
// caret is.
function apart(field, start, end, words) {
  const blocks = words.trim().split(/\n{2,}/);
  const above = field.value.slice(0, start);
  const below = field.value.slice(end);
  let before = "";
  let after = "";
  if (BLOCK.test(blocks[0]) && above.trim()) {
    before = "\n".repeat(2 - Math.min(2, /\n*$/.exec(above)[0].length));
  }
  if (BLOCK.test(blocks.at(-1)) && below.trim()) {
    after = "\n".repeat(2 - Math.min(2, /^\n*/.exec(below)[0].length));
  }
  return before + words + after;
}

function tell(field, sentences) {
  field.parentElement.querySelector(".paste-notes")?.remove();
  if (!sentences.length) return;
  const box = Object.assign(document.createElement("div"), { className: "paste-notes" });
  box.setAttribute("role", "status");
  const list = document.createElement("ul");
  for (const sentence of sentences) {
    list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
  }
  box.append(list);
  field.after(box);
}

async function converted(html) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("html", html);
  const answer = await fetch(form.dataset.paste, { method: "POST", body, redirect: "manual" });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.reasons.join(" "));
  return found;
}

async function paste(field, html, plain) {
  const { selectionStart: start, selectionEnd: end } = field;
  let words = plain;
  let notes = [];
  field.readOnly = true; // for the moment of the question, so that the place stays
  try {
    const found = await converted(html);
    words = apart(field, start, end, found.text);
    notes = found.warnings;
  } catch (error) {
    const reason = error.name === "Error" ? ` ${error.message}` : "";
    notes = [`The formatting could not be kept; the words were pasted alone.${reason}`];
  }
  field.readOnly = false;
  field.setSelectionRange(start, end);
  insert(field, words);
  tell(field, notes);
}

for (const field of form?.querySelectorAll("[data-texts] textarea") ?? []) {
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html.trim()) return;
    event.preventDefault();
    paste(field, html, event.clipboardData.getData("text/plain"));
  });
}
