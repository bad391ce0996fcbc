/* Fifteen idle minutes end a session (the server does that). This warns two minutes ahead, and
   keeps what was typed in this tab until the server has it: passwords and codes never. */
(() => {
  "use strict";

  const page = document.querySelector("meta[name=idle-seconds]");
  if (!page) return;
  const LENGTH = Number(page.content) * 1000;
  const WARN = Math.min(120000, LENGTH / 2);
  const { person, session } = page.dataset;
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

  const place = (field, index) => field.id || `${field.name}#${index}`;

  const touched = new Set(); // forms
  let offered = {}; // what is offered below, and neither taken nor dropped yet
  // `sent` names what was sent with a form; what was typed into others on the page was not.
  const keep = (form = null) => {
    if (!touched.size) return;
    const values = { ...offered };
    const sent = [];
    fields().forEach((field, i) => {
      if (!touched.has(field.form)) return;
      values[place(field, i)] = field.value;
      if (field.form === form) sent.push(place(field, i));
    });
    sessionStorage.setItem(KEPT, JSON.stringify({ person, session, values, sent }));
  };

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT));
    } catch {
      return null;
    }
  };

  const SIGNED_OUT = "What you typed here before you were signed out is kept in this tab.";
  const UNSENT = "What you typed here and did not send is kept in this tab.";

  const offer = () => {
    const kept = read();
    if (!kept || kept.person !== person) return sessionStorage.removeItem(KEPT);
    const lost = fields().filter((field, i) => {
      const value = kept.values[place(field, i)];
      return value !== undefined && value !== field.value;
    });
    if (!lost.length) return sessionStorage.removeItem(KEPT);
    offered = kept.values;
    const note = make("div", "", { className: "idle-kept card desk-note" });
    note.setAttribute("role", "status");
    const back = make("button", "Bring it back", { type: "button", className: "button desk-button" });
    const drop = make("button", "Drop it", { type: "button", className: "button desk-button" });
    note.append(make("p", kept.session === session ? UNSENT : SIGNED_OUT), back, " ", drop);
    back.onclick = () => {
      lost.forEach((field) => {
        field.value = kept.values[place(field, fields().indexOf(field))];
        touched.add(field.form);
        offered = {};
        for (let up = field.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
      });
      note.remove();
      lost[0].focus();
    };
    drop.onclick = () => {
      offered = {};
      sessionStorage.removeItem(KEPT);
      note.remove();
    };
    document.querySelector("main").prepend(note);
    return undefined;
  };

  // What was sent has arrived, if it led to another page or the session still lasts: then it was
  // taken, or the form shows it again. What led to the sign-in page has not. Who goes back to a
  // page (from an error, or without a network) may have sent it to nobody.
  const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const settle = () => {
    for (const key of Object.keys(sessionStorage)) {
      if (!key.startsWith("imprimatur-typed:")) continue;
      const kept = JSON.parse(sessionStorage.getItem(key));
      if (kept.person !== person) {
        sessionStorage.removeItem(key);
      } else if (key !== KEPT || (kept.session === session && arrived)) {
        for (const name of kept.sent) delete kept.values[name];
        if (Object.keys(kept.values).length) sessionStorage.setItem(key, JSON.stringify({ ...kept, sent: [] }));
        else sessionStorage.removeItem(key);
      }
    }
  };

  let waiting;
  document.addEventListener("input", (event) => {
    if (event.target.form) touched.add(event.target.form);
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(), 400);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    clearTimeout(waiting);
    keep(event.target);
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
