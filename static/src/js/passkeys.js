// Keys of the browser (WebAuthn) for <form data-passkey="create|get|login">.
//
// The form's options stand in the JSON element named by data-passkey-options, or are fetched from its
// address for a log-in that names nobody. The key's answer goes into the field "credential".
const READ = { create: readCreation, get: readRequest, login: readRequest };

export function startPasskeys() {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) {
      show(form, "[data-passkey-missing]");
      continue;
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (form.dataset.answered) return;
      event.preventDefault();
      event.stopPropagation();
      ask(form);
    });
  }
}

async function ask(form) {
  const kind = form.dataset.passkey;
  try {
    const publicKey = READ[kind](await optionsOf(form), form);
    const container = navigator.credentials;
    const answer = await (kind === "create" ? container.create({ publicKey }) : container.get({ publicKey }));
    form.elements.credential.value = JSON.stringify(written(answer));
    form.dataset.answered = "1";
    form.requestSubmit();
  } catch {
    show(form, "[data-passkey-failed]");
  }
}

async function optionsOf(form) {
  const kept = document.getElementById(form.dataset.passkeyOptions);
  if (kept) return JSON.parse(kept.textContent)[form.dataset.passkey === "create" ? "creation_options" : "request_options"];
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  const response = await fetch(form.action, { headers, credentials: "same-origin" });
  return (await response.json()).request_options;
}

function readCreation({ publicKey }, form) {
  const alone = form.elements.passwordless?.checked ?? false;
  const selection = { ...publicKey.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return {
    ...publicKey,
    authenticatorSelection: selection,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: described(publicKey.excludeCredentials),
  };
}

function readRequest({ publicKey }) {
  return {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: described(publicKey.allowCredentials),
  };
}

function described(list) {
  return (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

function written(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function bytes(base64url) {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function show(form, part) {
  const message = form.querySelector(part);
  if (message) message.hidden = false;
}
