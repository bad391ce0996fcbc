/* Fifteen idle minutes end a session (the server does that). This warns two minutes ahead, and
   keeps what was typed in this tab until the server has it: passwords and codes never. */
(() => {
  "use strict";

  const page = document.querySelector("meta[name=idle-seconds]");
  if (!page) return;
  const LENGTH = Number(page.content) * 1000;
  const WARN = Math.min(120000, LENGTH / 2);
  const person = page.dataset.person;
  const LAST = "imprimatur-last-seen";
  const KEPT = `imprimatur-typed:${location.pathname}`;
  const SECRET = /password|code|secret|passkey|credential|csrf/i;

  // --- Warning ---------------------------------------------------------------------------------

  // Tabs share the moment of the last request: activity in one keeps the others signed in, too.
  const seen = () => localStorage.setItem(LAST, String(Date.now()));
  const left = () => Number(localStorage.getItem(LAST) || Date.now()) + LENGTH - Date.now();

  const make = (tag, words, more = {}) => Object.assign(document.createElement(tag), { textContent: words }, more);

  const dialog = make("dialog", "", { className: "idle-dialog" });
  dialog.setAttribute("aria-labelledby", "idle-title");
  const title = make("h2", "Are you still there?", { id: "idle-title" });
  const words = make("p", "", { className: "idle-words" });
  const stay = make("button", "Stay signed in", { type: "button" });
  words.setAttribute("role", "status");
  dialog.append(title, words, stay);
  document.body.append(dialog);

  const token = () => {
    const field = document.querySelector("[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  };

  // What is on the page is not for who passes by: it is out of sight, and what was typed stays.
  const show = () => {
    document.documentElement.classList.add("idle-away");
    if (!dialog.open) dialog.showModal();
  };
  const hide = () => {
    document.documentElement.classList.remove("idle-away");
    if (dialog.open) dialog.close();
  };

  let ended = false;
  const over = () => {
    ended = true; // whoever signs in next, here or in another tab, gets the page from the server
    keep();
    title.textContent = "You were signed out";
    words.textContent = "Fifteen minutes passed without activity. What you typed is kept in this tab.";
    stay.textContent = "Sign in again";
    stay.onclick = () => location.assign(`${page.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`);
    show();
  };

  const renew = async () => {
    const answer = await fetch(page.dataset.stay, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
      redirect: "manual",
      referrerPolicy: "same-origin", // else a page that sends none posts with origin "null"
    }).catch(() => null);
    if (answer && answer.status === 204) {
      seen();
      hide();
    } else {
      over();
    }
  };

  stay.onclick = renew;
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay.click();
  });

  let said = 0;
  const look = () => {
    if (ended) return undefined;
    const rest = left();
    if (rest <= 0) return over();
    if (rest > WARN) {
      hide();
      return undefined;
    }
    // Said once a half minute, so that a screen reader is not talked over.
    const seconds = Math.ceil(rest / 1000);
    const spoken = seconds > 60 ? "two minutes" : seconds > 30 ? "one minute" : "half a minute";
    if (spoken !== said) {
      said = spoken;
      words.textContent = `You will be signed out in less than ${spoken}. What you typed is kept.`;
    }
    show();
    return undefined;
  };

  // --- Typed work ------------------------------------------------------------------------------

  const fields = () =>
    [...document.querySelectorAll("main form[method=post] :is(textarea, input, select)")].filter(
      (field) =>
        field.name &&
        !["hidden", "password", "file", "submit", "button", "radio", "checkbox"].includes(field.type) &&
        !SECRET.test(field.name),
    );

  const place = (field, index) => `${field.name}#${index}`;

  let touched = false;
  const keep = () => {
    if (!touched) return;
    const values = Object.fromEntries(fields().map((field, i) => [place(field, i), field.value]));
    sessionStorage.setItem(KEPT, JSON.stringify({ person, values, sent: false }));
  };

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT));
    } catch {
      return null;
    }
  };

  const offer = () => {
    const kept = read();
    if (!kept || kept.person !== person) return sessionStorage.removeItem(KEPT);
    const lost = fields().filter((field, i) => {
      const value = kept.values[place(field, i)];
      return value !== undefined && value !== field.value;
    });
    if (!lost.length) return sessionStorage.removeItem(KEPT);
    const note = make("div", "", { className: "idle-kept card desk-note" });
    note.setAttribute("role", "status");
    const back = make("button", "Bring it back", { type: "button", className: "button desk-button" });
    const drop = make("button", "Drop it", { type: "button", className: "button desk-button" });
    note.append(make("p", "What you typed here before you were signed out is kept in this tab."), back, " ", drop);
    back.onclick = () => {
      fields().forEach((field, i) => {
        const value = kept.values[place(field, i)];
        if (value !== undefined) field.value = value;
      });
      touched = true;
      note.remove();
      if (lost[0]) lost[0].focus();
    };
    drop.onclick = () => {
      sessionStorage.removeItem(KEPT);
      note.remove();
    };
    document.querySelector("main").prepend(note);
    return undefined;
  };

  // What was sent and led to another page has arrived; what led to the sign-in page has not.
  const settle = () => {
    for (const key of Object.keys(sessionStorage)) {
      if (!key.startsWith("imprimatur-typed:")) continue;
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (kept.person !== person || (kept.sent && key !== KEPT)) sessionStorage.removeItem(key);
    }
  };

  let waiting;
  document.addEventListener("input", () => {
    touched = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 400);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    clearTimeout(waiting);
    keep();
    const kept = read();
    if (kept) sessionStorage.setItem(KEPT, JSON.stringify({ ...kept, sent: true }));
    if (event.target.action.endsWith(page.dataset.signOut)) {
      Object.keys(sessionStorage)
        .filter((key) => key.startsWith("imprimatur-typed:"))
        .forEach((key) => sessionStorage.removeItem(key));
    }
  });

  seen();
  settle();
  offer();
  setInterval(look, 1000);
})();
