// Keeps what is typed: a form with data-draft-url is sent there a few seconds after
// each change, and the page says when. Without this script the form works as before.
const WAIT_MS = 3000;
const keepers = new WeakMap();

export function keepDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) keep(form);
}

// Keeps a form's words at once; whether nothing of them is left unkept.
export function keepNow(form) {
  return keepers.get(form)?.() ?? Promise.resolve(true);
}

function keep(form) {
  const said = form.querySelector(".app-draft");
  let waiting;
  let typed = "";

  async function save() {
    const now = body(form);
    if (now === typed) return true;
    try {
      const answer = await send(form, now);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      typed = now;
      document.dispatchEvent(new Event("app:seen"));
      say(said, `saved as draft ${clock(new Date())}`);
      return true;
    } catch {
      say(said, "not saved as draft: no connection");
      wait();
      return false;
    }
  }

  function wait() {
    clearTimeout(waiting);
    waiting = setTimeout(save, WAIT_MS);
  }

  typed = body(form);
  keepers.set(form, save);
  form.addEventListener("input", () => (form.dataset.typed = ""));
  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  form.addEventListener("submit", () => clearTimeout(waiting));
  addEventListener("pagehide", () => clearTimeout(waiting));
  document.addEventListener("app:locking", save);
}

function body(form) {
  const facts = new FormData(form);
  for (const [name, value] of [...facts]) if (value instanceof File) facts.delete(name);
  return new URLSearchParams(facts).toString();
}

function send(form, words) {
  return fetch(form.dataset.draftUrl, {
    method: "POST",
    credentials: "same-origin",
    keepalive: words.length < 60000,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
    },
    body: words,
  });
}

function say(place, words) {
  if (place) place.textContent = words;
}

function clock(moment) {
  return moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
