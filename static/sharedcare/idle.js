// Before a session locks: covers the page and asks; at the end, locks it and comes back
// here after. Any page of the same browser that answers keeps them all open.
const WARN_MS = 2 * 60 * 1000;
const LOOK_MS = 1000;
const KEY = "last-seen";

export function warnWhenIdle(body) {
  const seconds = Number(body.dataset.idleSeconds);
  if (!seconds) return;
  const dialog = build(body);
  let told = 0;

  function seen() {
    localStorage.setItem(KEY, String(Date.now()));
  }

  function left() {
    return Number(localStorage.getItem(KEY)) + seconds * 1000 - Date.now();
  }

  async function stay() {
    const answer = await fetch(body.dataset.stayUrl, {
      method: "POST",
      credentials: "same-origin",
      headers: { "X-CSRFToken": token() },
    });
    if (!answer.ok || answer.redirected) return lock();
    seen();
  }

  function lock() {
    document.dispatchEvent(new Event("app:locking"));
    hide(true);
    clearInterval(ticking);
    post(body.dataset.lockUrl, { csrfmiddlewaretoken: token(), next: here() });
  }

  function look() {
    const remaining = left();
    if (remaining <= 0) return lock();
    if (remaining <= WARN_MS) return warn(remaining);
    if (dialog.open) {
      dialog.close();
      hide(false);
    }
  }

  function warn(remaining) {
    const minutes = Math.ceil(remaining / 60000);
    if (!dialog.open) {
      hide(true);
      dialog.showModal();
      told = 0;
    }
    if (minutes === told) return;
    told = minutes;
    dialog.querySelector("[data-left]").textContent =
      minutes > 1 ? `${minutes} minutes` : "less than a minute";
  }

  // Escape answers the question too: it must not leave the page covered.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-lock]").addEventListener("click", lock);
  seen();
  const ticking = setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("app:seen", seen);
  document.addEventListener("htmx:afterOnLoad", seen);
}

function build(body) {
  const dialog = document.createElement("dialog");
  dialog.className = "app-idle";
  dialog.setAttribute("aria-labelledby", "idle-question");
  dialog.setAttribute("aria-describedby", "idle-words");
  dialog.innerHTML = `
    <h2 class="nhsuk-heading-m" id="idle-question">Still there?</h2>
    <p id="idle-words">This page locks in <span data-left role="status"></span>.
    What you have typed is kept.</p>
    <div class="app-buttons">
    <button class="nhsuk-button" type="button" data-stay>Stay</button>
    <button class="nhsuk-button nhsuk-button--secondary" type="button" data-lock>Lock now</button>
    </div>`;
  body.append(dialog);
  return dialog;
}

function hide(hidden) {
  document.documentElement.classList.toggle("app-covered", hidden);
}

function here() {
  return location.pathname + location.search;
}

function post(url, facts) {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: url, hidden: true });
  for (const [name, value] of Object.entries(facts)) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}
