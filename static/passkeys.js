/* Passkeys: a form with data-passkey asks the browser before it is sent.
   "create" makes one, "get" uses one. The options stand in the page as JSON, and the answer goes
   into the form's field for it. In a form with data-passkey-button only its button asks, so that
   Enter sends the form as it is. */
(() => {
  "use strict";

  const WORDS = {
    InvalidStateError: "This device has a passkey for your account already.",
    SecurityError:
      "Passkeys work at the site's name, not at a number: here, open it as localhost instead of 127.0.0.1.",
  };

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const decoded = (options) => {
    const key = structuredClone(options.publicKey);
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    for (const list of [key.allowCredentials, key.excludeCredentials]) {
      for (const credential of list || []) credential.id = bytes(credential.id);
    }
    return { publicKey: key };
  };

  const encoded = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  const say = (form, sentence) => {
    const place = form.querySelector("[data-passkey-said]");
    if (!place) return;
    place.textContent = sentence;
    place.hidden = !sentence;
  };

  const ask = async (form) => {
    const options = decoded(JSON.parse(document.getElementById("passkey-options").textContent));
    const making = form.dataset.passkey === "create";
    const credential = await (making
      ? navigator.credentials.create(options)
      : navigator.credentials.get(options));
    form.querySelector("[name=credential], [name=passkey]").value = encoded(credential);
  };

  const run = async (form) => {
    if (!window.PublicKeyCredential) {
      say(form, "This browser knows no passkeys, or this address allows none. Use a code instead.");
      return;
    }
    say(form, "");
    try {
      await ask(form);
    } catch (error) {
      say(form, WORDS[error.name] || "The passkey was not used. Try again, or use a code instead.");
      return;
    }
    form.submit();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.passkey || "passkeyButton" in form.dataset) return;
    event.preventDefault();
    run(form);
  });

  for (const button of document.querySelectorAll("[data-passkey-ask]")) {
    button.hidden = false;
    button.addEventListener("click", () => run(button.form));
  }
})();
