// What the server made of earlier answers goes as soon as it is asked anew: if no answer
// comes, nothing stands there rather than what no longer holds.
export function forgetOldAnswers(root) {
  root.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.matches(".app-live")) target.replaceChildren();
  });
}
