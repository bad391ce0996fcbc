// The review page works without this file: quotations can be pasted, drafts have a button, and what
// was seen is marked by one. With it, words that are selected become a quotation, quotations are
// marked in the text, and checklists save themselves.
"use strict";

(() => {
  // The same list as BLOCKS in articles/anchoring.py: between their texts there is a space.
  const BLOCKS = new Set(
    ("ADDRESS ARTICLE BLOCKQUOTE BR CAPTION DD DIV DL DT FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HR LI OL P"
      + " PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL").split(" "),
  );
  const CONTEXT = 256;
  const parts = [...document.querySelectorAll("[data-part]")];

  // --- The reading text of a part, and where each of its characters stands ---------------------

  function readingText(root) {
    let text = "";
    const places = [];
    const push = (character, node, offset) => {
      const space = /\s/u.test(character);
      if (space && (text === "" || text.endsWith(" "))) return;
      text += space ? " " : character;
      for (let unit = 0; unit < (space ? 1 : character.length); unit += 1) {
        places.push([node, offset + unit]);
      }
    };
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        let offset = 0;
        for (const character of node.data) {
          push(character, node, offset);
          offset += character.length;
        }
      } else {
        const block = BLOCKS.has(node.nodeName) && node !== root;
        if (block) push(" ", node, 0);
        node.childNodes.forEach(walk);
        if (block) push(" ", node, node.childNodes.length);
      }
    };
    walk(root);
    return { text, places };
  }

  function occurrences(text, wanted) {
    const found = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at);
    return found;
  }

  // --- Quotations in the text ------------------------------------------------------------------

  const readings = new Map(parts.map((part) => [part.dataset.part, readingText(part)]));
  const ranges = [];

  function rangeOf(quote) {
    const reading = readings.get(quote.dataset.quote);
    if (!reading) return null;
    const { exact, before, after } = quote.dataset;
    const found = occurrences(reading.text, before + exact + after);
    if (found.length !== 1) return null;
    const start = found[0] + before.length;
    const [first, firstOffset] = reading.places[start];
    const [last, lastOffset] = reading.places[start + exact.length - 1];
    const range = document.createRange();
    range.setStart(first, firstOffset);
    range.setEnd(last, last.nodeType === Node.TEXT_NODE ? lastOffset + 1 : lastOffset);
    return range;
  }

  function show(range) {
    if (window.Highlight) CSS.highlights.set("review-shown", new Highlight(range));
    const element = range.startContainer.parentElement;
    element.scrollIntoView({ block: "center" });
    element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
  }

  document.querySelectorAll("[data-quote]").forEach((quote) => {
    const range = rangeOf(quote);
    if (!range) return;
    ranges.push(range);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "review-show";
    button.textContent = "Show in the text";
    button.addEventListener("click", () => show(range));
    quote.after(button);
  });
  if (window.Highlight && ranges.length) {
    CSS.highlights.set("review-quotes", new Highlight(...ranges));
  }

  // --- A selection becomes a quotation ---------------------------------------------------------

  const form = document.querySelector("form[data-quoting]");
  const float = document.createElement("button");
  float.type = "button";
  float.className = "review-float";
  float.textContent = "Comment on this";
  float.hidden = true;
  let quoted = null;

  function selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const part = parts.find((each) => each.contains(range.commonAncestorContainer));
    if (!part) return null;
    const { text, places } = readings.get(part.dataset.part);
    let start = places.findIndex(([node, offset]) => range.comparePoint(node, offset) === 0);
    let end = start;
    while (end < places.length && start >= 0 && range.comparePoint(...places[end]) === 0) end += 1;
    // A character whose place is the very end of the range stands behind the selection.
    if (end > start) {
      const [node, offset] = places[end - 1];
      if (node === range.endContainer && offset === range.endOffset) end -= 1;
    }
    while (start < end && text[start] === " ") start += 1;
    while (end > start && text[end - 1] === " ") end -= 1;
    if (start < 0 || end <= start) return null;
    return {
      part: part.dataset.part,
      exact: text.slice(start, end),
      before: text.slice(Math.max(0, start - CONTEXT), start),
      after: text.slice(end, end + CONTEXT),
      box: range.getBoundingClientRect(),
    };
  }

  if (form && parts.length) {
    document.body.append(float);
    document.addEventListener("selectionchange", () => {
      quoted = selected();
      float.hidden = !quoted;
      if (quoted) {
        const left = Math.min(quoted.box.left + window.scrollX, document.documentElement.clientWidth - 190);
        float.style.left = `${Math.max(8, left)}px`;
        float.style.top = `${quoted.box.bottom + window.scrollY + 8}px`;
      }
    });
    float.addEventListener("mousedown", (event) => event.preventDefault());
    float.addEventListener("click", () => {
      if (!quoted) return;
      for (const name of ["part", "exact", "before", "after"]) {
        form.elements.namedItem(name).value = quoted[name];
      }
      float.hidden = true;
      form.elements.namedItem("body").focus();
    });
    form.elements.namedItem("exact").addEventListener("input", () => {
      form.elements.namedItem("before").value = "";
      form.elements.namedItem("after").value = "";
    });
  }

  // --- What saves itself -----------------------------------------------------------------------

  const send = (posted) => fetch(posted.getAttribute("action") || window.location.pathname, {
    method: "POST",
    body: new FormData(posted),
    headers: { Accept: "application/json" },
    keepalive: true,
  });

  const seen = document.querySelector("form[data-seen]");
  if (seen) send(seen).catch(() => {});

  document.querySelectorAll("form[data-autosave]").forEach((draft) => {
    const status = draft.querySelector("[data-status]");
    let waiting = null;
    const save = async () => {
      waiting = null;
      try {
        const response = await send(draft);
        const answer = await response.json();
        if (answer.problems) status.textContent = `Not saved: ${answer.problems.join(" ")}`;
        else if (answer.missing) status.textContent = `Saved. Still to answer: ${answer.missing}.`;
        else status.textContent = "Saved. Every item is answered.";
      } catch {
        status.textContent = "Not saved: there is no connection. Your answers are still on this page.";
      }
    };
    draft.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(save, 600);
    });
    window.addEventListener("pagehide", () => {
      if (waiting) send(draft).catch(() => {});
    });
  });

  const problems = document.querySelector(".errors[role=alert]");
  if (problems) problems.focus();
})();
