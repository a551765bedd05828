// Starts the design system's parts and ours on every page.
import { initAll } from "../nhsuk/nhsuk.js";
import { keepDrafts } from "./draft.js";
import { warnWhenIdle } from "./idle.js";
import { offerUnchanged } from "./unchanged.js";
import { offerCopies } from "./copy.js";
import { openInPlace } from "./in_place.js";
import { tellLiveAnswers } from "./live.js";
import { countDown } from "./emergency.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
keepDrafts(document);
warnWhenIdle(document.body);
offerUnchanged(document);
offerCopies(document);
openInPlace(document);
tellLiveAnswers(document);
countDown(document);

// The save bar floats over the form: what is focused must not lie under it.
document.addEventListener("focusin", ({ target }) => {
  const form = target.closest("form:has(.app-save-bar)");
  if (form && !target.closest(".app-save-bar")) target.scrollIntoView({ block: "nearest" });
});
