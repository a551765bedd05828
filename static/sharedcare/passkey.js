// Asks the browser to make or use a passkey when a form with data-passkey is sent.
const forms = document.querySelectorAll("form[data-passkey]");
if (window.PublicKeyCredential) forms.forEach(offer);

function offer(form) {
  form.hidden = false;
  form.querySelector("[autofocus]")?.focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed =
      form.querySelector("[data-passkey-failed]") ??
      document.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await answer(form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}

async function answer(form) {
  const asked = await options(form);
  if (form.dataset.passkey === "create") {
    return toWords(
      await navigator.credentials.create({
        publicKey: toBytes(asked.creation_options.publicKey),
      }),
    );
  }
  return toWords(
    await navigator.credentials.get({
      publicKey: toBytes(asked.request_options.publicKey),
    }),
  );
}

async function options(form) {
  if (!form.dataset.optionsUrl) {
    return JSON.parse(document.getElementById("passkey-options").textContent);
  }
  const response = await fetch(form.dataset.optionsUrl, {
    credentials: "same-origin",
    headers: { Accept: "application/json" },
  });
  return response.json();
}

// The browser speaks in bytes, the server in base64url.

function toBytes(publicKey) {
  const known = { ...publicKey, challenge: decode(publicKey.challenge) };
  if (publicKey.user) known.user = { ...publicKey.user, id: decode(publicKey.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    known[list] = (publicKey[list] ?? []).map((one) => ({ ...one, id: decode(one.id) }));
  }
  return known;
}

function toWords(credential) {
  const given = credential.response;
  const response = {};
  for (const part of [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ]) {
    if (given[part]) response[part] = encode(given[part]);
  }
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function decode(words) {
  const plain = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function encode(bytes) {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
