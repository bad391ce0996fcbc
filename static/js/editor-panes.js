// Keep the panes beside the text up to date while somebody types. The server renders them, with the
// code that renders what is published; this file only asks for them and puts them in their place.

const form = document.querySelector("form[data-editor]");
const panes = form?.querySelector("[data-panes]");
const status = form?.querySelector("[data-panes-status]");
const source = document.getElementById("id_clinician_text");
const PAUSE = 600;

let timer = 0;
let running = null;

async function refresh() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  panes.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.preview, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      redirect: "manual",
      signal,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    // Sanitised by the server, like what readers get; the page's policy runs no script in it.
    panes.innerHTML = await answer.text();
    linkOutline();
    status.textContent = "As typed; rendered exactly as it would be published.";
  } catch (error) {
    if (error.name === "AbortError") return;
    status.textContent = "The preview can't be brought up to date now. It is tried again as you type.";
  }
  panes.removeAttribute("aria-busy");
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

// A heading of the outline leads to its line in the text.
function linkOutline() {
  for (const heading of panes.querySelectorAll("[data-heading]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => goTo(heading.textContent));
    heading.replaceChildren(button);
  }
}

function select(field, start, end) {
  field.focus();
  field.setSelectionRange(start, end);
  // The browser scrolls a text to its selection only when something is typed there.
  const part = start / Math.max(field.value.length, 1);
  field.scrollTop = part * field.scrollHeight - field.clientHeight / 3;
}

function goTo(words) {
  const plain = (text) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  let offset = 0;
  for (const line of source.value.split("\n")) {
    if (/^\s{0,3}#{1,6}\s/.test(line) && plain(line).startsWith(plain(words))) {
      return select(source, offset, offset + line.length);
    }
    offset += line.length + 1;
  }
  return undefined;
}

function countWords() {
  for (const field of form.querySelectorAll("[data-texts] textarea")) {
    let line = field.parentElement.querySelector(".word-count");
    if (!line) {
      line = Object.assign(document.createElement("p"), { className: "word-count" });
      field.after(line);
    }
    const text = field.value.replace(/\[[@\d][^\]\n]*\]|[#*_|>`~-]+/g, " ");
    const count = (text.match(/[\p{L}\p{N}_][\p{L}\p{N}_'’.,/%-]*/gu) || []).length;
    line.textContent = `${count.toLocaleString("en-GB")} ${count === 1 ? "word" : "words"}`;
  }
}

// A finding of the checks leads to its passage: ?at=120-180#id_clinician_text.
function showPassage() {
  const at = /^(\d+)-(\d+)$/.exec(new URLSearchParams(location.search).get("at") ?? "");
  const field = document.getElementById(location.hash.slice(1));
  if (!at || !(field instanceof HTMLTextAreaElement)) return;
  select(field, Number(at[1]), Number(at[2]));
}

if (form) showPassage();
if (panes) {
  linkOutline();
  countWords();
  form.addEventListener("input", (event) => {
    if (event.target.name === "pane") return;
    countWords();
    later();
  });
  // A number in the text leads to its reference, which stands in another pane.
  panes.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const target = document.getElementById(link.getAttribute("href").slice(1));
    const pane = target?.closest("[data-pane]");
    if (pane) document.getElementById(`pane-${pane.dataset.pane}`).checked = true;
  });
}
