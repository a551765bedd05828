// What the server made of earlier answers goes as soon as it is asked anew: if no answer
// comes, nothing stands there rather than what no longer holds. A question that fails is
// told beside it, and the page with all that was typed stays.
const LINE = ".app-live";
const FAILED = ["htmx:responseError", "htmx:sendError", "htmx:timeout"];

export function tellLiveAnswers(root) {
  root.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.matches(LINE)) target.replaceChildren();
  });
  root.addEventListener("htmx:beforeSwap", refuseOtherPages);
  for (const failed of FAILED) root.addEventListener(failed, ({ target }) => sayFailed(target));
}

// Whoever is signed out meanwhile is answered with the page that signs in.
function refuseOtherPages({ target, detail }) {
  if (!target.matches(LINE)) return;
  const asked = new URL(detail.xhr.responseURL);
  if (!asked.pathname.startsWith("/account/")) return;
  detail.shouldSwap = false;
  sayFailed(target);
}

function sayFailed(place) {
  if (!place.matches?.(LINE)) return;
  const said = document.createElement("p");
  said.className = "app-live__said";
  said.textContent = "Could not be worked out just now";
  place.replaceChildren(said);
}
