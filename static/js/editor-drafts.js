// Nothing typed is lost: it is kept in this browser at once and saved on the server a moment later.
// Nothing of anybody else's is overwritten either: the server takes a text only on top of the save
// that this page knows, and otherwise the person compares both.

const form = document.querySelector("form[data-editor]");
const SAVE_AFTER = 4000;
const AT_THE_LATEST = 30000;
const AGAIN_AFTER = 15000;
const KEEP_AFTER = 400;

if (form) start();

function start() {
  const status = form.querySelector("[data-save-status]");
  const key = own(form.dataset.editor);
  let keepTimer = 0;
  let saveTimer = 0;
  let dirtySince = 0;
  let typed = 0; // counts what was typed, to know whether a save holds all of it
  let saving = false;
  let renewedAt = 0;
  let sending = false; // by the Save button: what is kept then is what the server gets
  let stopped = !form.dataset.autosave;

  const values = () => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (!["csrfmiddlewaretoken", "form_key", "pane", "on_top", "newest"].includes(name)) found[name] = value;
    }
    return found;
  };

  const keep = (sent = false) => {
    clearTimeout(keepTimer);
    try {
      localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), sent, fields: values() }));
      return true;
    } catch {
      return false; // no room, or not allowed: the server's save is what there is
    }
  };

  const say = (words, wrong = false) => {
    if (status.textContent !== words) status.textContent = words;
    status.classList.toggle("is-wrong", wrong);
  };

  const clock = (time) => `${new Date(time).toISOString().slice(11, 16)} UTC`; // as pages say it

  const conflict = (reasons) => {
    stopped = true;
    say(`${reasons.join(" ")} `, true);
    const compare = document.createElement("button");
    compare.type = "submit";
    compare.className = "button";
    compare.textContent = "Compare both texts";
    status.append(compare);
  };

  const saved = (answer, upTo) => {
    if (form.elements.seen_save) form.elements.seen_save.value = answer.save;
    say(`Saved at ${clock(answer.at)}`);
    if (upTo !== typed) return later();
    localStorage.removeItem(key);
    dirtySince = 0;
    form.dispatchEvent(new CustomEvent("authoring:saved"));
    return undefined;
  };

  const signedOut = () => {
    say("You are signed out. What you typed is kept in this browser: sign in again in another tab, and it is saved from here.", true);
    saveTimer = setTimeout(save, AGAIN_AFTER);
  };

  // The session is another one than that of this page: its token is taken, if it is the same person's.
  const renew = ({ person, token }) => {
    if (!person) return signedOut();
    if (person !== form.dataset.person) {
      stopped = true;
      return say("Somebody else is signed in here now. What you typed is kept in this browser, for you.", true);
    }
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
    saveTimer = setTimeout(save, Date.now() - renewedAt < AGAIN_AFTER ? AGAIN_AFTER : 0);
    renewedAt = Date.now();
    return undefined;
  };

  const save = async () => {
    clearTimeout(saveTimer);
    if (stopped || saving || !dirtySince) return;
    saving = true;
    const upTo = typed;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        // Not as parts of a form with files, which takes the server far longer to read.
        body: new URLSearchParams(new FormData(form)),
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect") {
        signedOut();
      } else if (answer.status === 403 && answer.headers.get("Content-Type")?.includes("json")) {
        renew(await answer.json());
      } else if (answer.ok) {
        saved(await answer.json(), upTo);
      } else if (answer.status === 409) {
        conflict((await answer.json()).reasons);
      } else if (answer.status === 422) {
        say(`Not saved yet: ${(await answer.json()).reasons[0]} What you typed is kept in this browser.`);
      } else {
        throw Object.assign(new Error(), { status: answer.status });
      }
    } catch (error) {
      const why = error.status ? `the server refused it (${error.status})` : "the server can't be reached";
      say(`Not saved: ${why}. What you typed is kept in this browser; saving is tried again.`);
      saveTimer = setTimeout(save, AGAIN_AFTER);
    }
    saving = false;
  };

  const later = () => {
    clearTimeout(saveTimer);
    const waited = Date.now() - dirtySince;
    saveTimer = setTimeout(save, Math.max(0, Math.min(SAVE_AFTER, AT_THE_LATEST - waited)));
  };

  form.addEventListener("input", (event) => {
    if (event.target.name === "pane") return;
    sending = false;
    typed += 1;
    dirtySince ||= Date.now();
    clearTimeout(keepTimer);
    keepTimer = setTimeout(() => keep(), KEEP_AFTER);
    if (stopped) {
      if (!form.dataset.autosave) say("Kept in this browser until you save.");
    } else {
      say("Not saved yet…");
      later();
    }
  });

  // A laptop that is closed gives no other warning than this.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !dirtySince) return;
    keep(sending); // a page that leaves because its form was sent is hidden as well
    save();
  });
  window.addEventListener("online", save);

  form.addEventListener("submit", () => {
    stopped = true;
    sending = true;
    if (dirtySince || form.hasAttribute("data-changed")) keep(true);
  });

  forgetArrived();
  offer(values);
}

/** The beginning of the keys under which this browser keeps what the person typed in an article. */
function drafts(editor) {
  return `imprimatur:draft:${form.dataset.person}:${editor}`;
}

/** The key under which this tab keeps it. */
function own(editor) {
  return `${drafts(editor)}:${tab()}`;
}

/** A name for this tab: two tabs with the same article must not keep their texts in one place. */
function tab() {
  try {
    sessionStorage.tab ||= crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    return sessionStorage.tab;
  } catch {
    return "tab";
  }
}

/** The keys of all that is kept of an article, the newest last. */
function kept(editor) {
  const beginning = drafts(editor);
  return Object.keys(localStorage)
    .filter((key) => key === beginning || key.startsWith(`${beginning}:`))
    .sort((one, other) => (read(one)?.at ?? "").localeCompare(read(other)?.at ?? ""));
}

/** Drop what was sent with the Save button, once the server says that it came. */
function forgetArrived() {
  const address = new URL(location.href);
  if (!address.searchParams.has("saved")) return;
  // A new article's text arrives on the page of the article that it became.
  const others = form.dataset.autosave ? kept("new") : [];
  for (const each of [...kept(form.dataset.editor), ...others]) {
    if (read(each)?.sent) localStorage.removeItem(each);
  }
  address.searchParams.delete("saved");
  history.replaceState(history.state, "", address);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** The text as the server makes it plain: nothing hidden, nothing that only reorders what is read. */
function plain(text) {
  return (text ?? "")
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu, "")
    .normalize("NFC")
    .replace(/[^\S\n]+$/gm, "")
    .trim();
}

/** Offer what this browser kept and the server does not have, the newest of it. */
function offer(values) {
  const now = values();
  for (const key of kept(form.dataset.editor).reverse()) {
    const draft = read(key);
    if (draft && differs(draft.fields, now)) return ask(key, draft);
    if (!form.hasAttribute("data-changed")) localStorage.removeItem(key);
  }
  return undefined;
}

function differs(fields, now) {
  // The numbers of saves and answers change by themselves, and pages open with empty rows.
  const theirs = (name) => !["seen_save", "opened_save"].includes(name) && !/(_FORMS|-seen)$/.test(name);
  return Object.entries(fields).some(([name, value]) => theirs(name) && plain(value) !== plain(now[name]));
}

function ask(key, draft) {
  const box = Object.assign(document.createElement("section"), { className: "card draft-offer" });
  box.setAttribute("role", "status");
  const at = `${new Date(draft.at).toLocaleString("en-GB", {
    dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone: "UTC",
  })} UTC`;
  const words = document.createElement("p");
  words.textContent = `This browser kept what you typed here until ${at} and what was not saved. Nothing of it is lost.`;
  const actions = Object.assign(document.createElement("div"), { className: "actions" });
  const take = Object.assign(document.createElement("button"), {
    type: "button", className: "button button-primary", textContent: "Show it in the form",
  });
  const drop = Object.assign(document.createElement("button"), {
    type: "button", className: "button", textContent: "Throw it away",
  });
  take.addEventListener("click", () => {
    // From here on it is this tab's: saved here, it is not offered again.
    localStorage.removeItem(key);
    localStorage.setItem(own(form.dataset.editor), JSON.stringify(draft));
    bringBack(draft.fields);
  });
  drop.addEventListener("click", () => {
    localStorage.removeItem(key);
    box.remove();
  });
  actions.append(take, drop);
  box.append(words, actions);
  form.before(box);
}

/** Send the kept text as a preview, which writes nothing and shows it with all its rows. */
function bringBack(fields) {
  const sender = Object.assign(document.createElement("form"), { method: "post", hidden: true });
  const sent = { ...fields, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, preview: "1" };
  for (const [name, value] of Object.entries(sent)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    sender.append(field);
  }
  document.body.append(sender);
  sender.submit();
}
