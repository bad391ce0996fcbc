// What a reader's page can do beyond its HTML. Without this file every page says and links the same.

const byId = (id) => document.getElementById(id);

// --- References open in place, and the way back leads to where one was ---

function openReferencesInPlace() {
  if (!("popover" in HTMLElement.prototype) || !document.querySelector(".cite a")) return;
  const note = document.createElement("div");
  note.className = "reference-note";
  note.popover = "auto";
  note.setAttribute("role", "dialog");
  note.setAttribute("aria-label", "Reference");
  document.body.append(note);
  let from = null;

  const place = () => {
    const link = from.getBoundingClientRect();
    const box = note.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const left = Math.min(Math.max(8, link.left - 16), Math.max(8, room - box.width - 8));
    const below = link.bottom + 6 + box.height < innerHeight;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(below ? link.bottom + 6 : Math.max(8, link.top - box.height - 6)) + scrollY}px`;
  };

  const close = () => {
    note.hidePopover();
    from?.focus({ preventScroll: true });
  };

  const show = (link, entry) => {
    from = link;
    const text = document.createElement("p");
    text.append(`${link.textContent}. `, ...[...entry.cloneNode(true).childNodes]);
    text.querySelector(".back")?.remove();
    const list = document.createElement("a");
    list.href = link.getAttribute("href");
    list.textContent = "Show in the list";
    list.addEventListener("click", () => {
      note.hidePopover();
      const back = entry.querySelector(".back");
      if (back && link.id) back.href = `#${link.id}`;
    });
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "button button-quiet";
    shut.textContent = "Close";
    shut.addEventListener("click", close);
    const foot = document.createElement("p");
    foot.className = "reference-note-foot";
    foot.append(list, shut);
    note.replaceChildren(text, foot);
    note.showPopover();
    place();
    shut.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".cite a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const entry = byId(link.hash.slice(1));
    if (!entry) return;
    event.preventDefault();
    show(link, entry);
  });
  note.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
}

// --- The table of contents follows ---

function followContents() {
  const links = [...document.querySelectorAll(".contents a")];
  const headings = links.map((link) => byId(link.hash.slice(1))).filter(Boolean);
  if (!headings.length || !("IntersectionObserver" in window)) return;
  const mark = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
    const here = passed.at(-1)?.id;
    for (const link of links) {
      if (link.hash.slice(1) === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true });
  mark();
}

// --- Every heading can be linked ---

function linkHeadings() {
  for (const heading of document.querySelectorAll(".prose :is(h2, h3, h4)[id], .text-column h2[id]")) {
    const link = document.createElement("a");
    link.className = "heading-link";
    link.href = `#${heading.id}`;
    link.setAttribute("aria-label", `Link to “${heading.textContent.trim()}”`);
    link.textContent = "#";
    heading.append(link);
  }
}

// --- Print and share ---

function offerPrintAndShare() {
  for (const button of document.querySelectorAll("[data-does]")) {
    const { does } = button.dataset;
    if (does === "print") button.addEventListener("click", () => print());
    if (does === "share") button.addEventListener("click", () => share(button));
    button.classList.remove("needs-script");
  }
}

async function share(button) {
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  try {
    if (navigator.share) await navigator.share({ title: document.title, url });
    else {
      await navigator.clipboard.writeText(url);
      button.textContent = "Link copied";
    }
  } catch {
    // The reader closed the dialogue, or the browser refuses: the address is in its bar anyway.
  }
}

// --- For whom: remembered by this browser alone, never sent ---

const KEY = "audience";

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is off: then nothing is remembered
  }
}

function rememberAudience() {
  const links = document.querySelectorAll("[data-audience]");
  for (const link of links) {
    link.addEventListener("click", () => {
      try {
        localStorage.setItem(KEY, link.dataset.audience);
      } catch {
        // Storage is off.
      }
    });
  }
  const choice = remembered();
  // Students and clinicians read the same page: mark the one that the reader chose.
  const chosen = document.querySelector(`[data-audience="${choice === "student" ? "student" : ""}"]`);
  const shown = document.querySelector("[data-audience][aria-current]");
  if (chosen && shown && chosen.pathname === shown.pathname) {
    shown.removeAttribute("aria-current");
    chosen.setAttribute("aria-current", "page");
  }
  // From lists, who reads plain language goes there at once.
  if (choice === "patient") {
    for (const link of document.querySelectorAll("a[data-plain]")) link.href = link.dataset.plain;
    const said = document.querySelector("[data-offer]");
    if (said) {
      const link = document.createElement("a");
      link.href = said.dataset.offer;
      link.textContent = "read it";
      said.style.minHeight = `${said.offsetHeight}px`; // the new words are fewer: nothing moves
      said.replaceChildren("You chose the text for patients: ", link, ".");
    }
  }
}

// The day of citing is the reader's own.
function dateCitation() {
  const cited = byId("cited");
  const [, month, day, year] = Date().split(" ");
  if (cited) cited.textContent = `${year} ${month} ${+day}`;
}

openReferencesInPlace();
followContents();
linkHeadings();
offerPrintAndShare();
rememberAudience();
dateCitation();
