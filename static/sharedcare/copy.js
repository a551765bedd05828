// A button with data-copy="id" copies that element's words, and says so.
export function offerCopies(root) {
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const words = document.getElementById(button.dataset.copy).innerText.trim();
  const said = place(button);
  try {
    await navigator.clipboard.writeText(words);
    said.textContent = "Copied";
  } catch {
    select(document.getElementById(button.dataset.copy));
    said.textContent = "Selected: press Ctrl and C to copy";
  }
}

function place(button) {
  if (button.nextElementSibling?.matches("[role=status]")) return button.nextElementSibling;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "app-copied";
  button.after(said);
  return said;
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
