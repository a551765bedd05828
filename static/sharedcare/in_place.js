// A short form that opens in the list where it is asked for, and closes there. Without
// this script, and without htmx, its link leads to the same form on a page of its own.
import { keepDrafts, keepNow } from "./draft.js";

const FORM = ".app-work__form";
const OPENER = "tbody [hx-get]";

export function openInPlace(root) {
  root.addEventListener("htmx:beforeRequest", openOnce);
  root.addEventListener("htmx:beforeSwap", leaveIfSignedOut);
  root.addEventListener("htmx:load", ({ target }) => target.matches(FORM) && begin(target));
  root.addEventListener("htmx:oobAfterSwap", ({ target }) => tell(target.closest("tbody")));
  root.addEventListener("htmx:responseError", keepOrFollow);
  root.addEventListener("htmx:sendError", ({ target }) => say(target, "not saved: no connection"));
  root.addEventListener("click", cancel);
  root.addEventListener("keydown", escape);
}

function openOnce(event) {
  const open = event.target.closest("tbody")?.nextElementSibling;
  if (event.target.matches("form")) return;
  for (const other of event.currentTarget.querySelectorAll(FORM)) if (other !== open) putAway(other);
  if (!open?.matches(FORM)) return;
  event.preventDefault();
  focusFirst(open);
}

// One form is open at a time. One with words in it closes once they are kept, and its
// row says so; where they cannot be kept it stays open, and says that.
async function putAway(place) {
  const form = place.querySelector("form");
  if (!(await keepNow(form))) return;
  const row = place.previousElementSibling;
  place.remove();
  if ("typed" in form.dataset) note(row, "Closed. What you typed is kept as a draft");
}

function leaveIfSignedOut({ target, detail }) {
  if (!target.closest("tbody")) return;
  const asked = new URL(detail.xhr.responseURL);
  if (!asked.pathname.startsWith("/account/")) return;
  detail.shouldSwap = false;
  location.assign(asked);
}

// A link leads to its own page instead; a form keeps what was typed, and says so.
function keepOrFollow({ target, detail }) {
  if (target.matches(OPENER)) location.assign(detail.requestConfig.path);
  else if (target.closest(FORM)) say(target, "not saved: something went wrong. Try again");
}

function begin(place) {
  keepDrafts(place);
  focusFirst(place);
}

function focusFirst(place) {
  const wrong = place.querySelector(".nhsuk-error-summary");
  if (wrong) wrong.tabIndex = -1;
  (wrong ?? place.querySelector("input:not([type=hidden])")).focus();
}

// The row that stands there now holds what was saved.
function tell(row) {
  if (note(row, "Saved")) row.querySelector("[hx-get]").focus();
}

function note(row, words) {
  const opener = row?.querySelector("[hx-get]");
  if (!opener) return false;
  row.querySelector(".app-copied")?.remove();
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "app-copied";
  opener.after(said);
  said.textContent = words;
  return true;
}

function say(form, words) {
  const place = form.querySelector?.(".app-draft");
  if (place) place.textContent = words;
}

function cancel(event) {
  const act = event.target.closest(`${FORM} .app-act`);
  if (act) close(event, act.closest(FORM));
}

function escape(event) {
  const place = event.target.closest?.(FORM);
  if (event.key === "Escape" && place) close(event, place);
}

function close(event, place) {
  event.preventDefault();
  const opener = place.previousElementSibling.querySelector("[hx-get]");
  place.remove();
  opener.focus();
}
