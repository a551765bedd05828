// 'Unchanged' copies last time's answer into its fields; what differs is marked.
// Without this script the button sends the form, and the page comes back filled.
export function offerUnchanged(root) {
  for (const form of root.querySelectorAll("form")) {
    if (form.querySelector("[data-last]")) offer(form);
  }
}

function offer(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=unchanged]");
    if (!button) return;
    event.preventDefault();
    for (const field of fieldsOf(form, button.value)) copy(field);
    mark(form);
    tell(form);
  });
  form.addEventListener("input", () => mark(form));
  form.addEventListener("change", () => mark(form));
  mark(form);
}

function fieldsOf(form, names) {
  const all = [...form.querySelectorAll("[data-last]")];
  const wanted = names.split(" ");
  return names === "all" ? all : all.filter((f) => wanted.includes(f.dataset.field));
}

function controls(field) {
  const own = field.querySelectorAll("input, select, textarea");
  return [...own].filter((control) => control.closest("[data-last], .nhsuk-radios__conditional") === field);
}

function copy(field) {
  const last = field.dataset.last;
  const boxes = controls(field);
  if (isDate(boxes)) return copyDate(boxes, last);
  const several = last.split(",");
  for (const box of boxes) {
    if (box.type === "radio" || box.type === "checkbox") {
      const wanted = box.value === "on" ? last === "True" : several.includes(box.value);
      if (box.checked !== wanted) box.click();
    } else {
      box.value = last;
    }
  }
}

function isDate(boxes) {
  return boxes.length === 3 && boxes[0].name.endsWith("_day");
}

function copyDate(boxes, last) {
  const [year, month, day] = last.split("-");
  [day, month, year].forEach((part, n) => {
    boxes[n].value = part ? String(Number(part)) : "";
  });
}

function said(field) {
  const boxes = controls(field);
  if (isDate(boxes)) {
    const [day, month, year] = boxes.map((box) => box.value.trim());
    if (!day && !month && !year) return "";
    return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  }
  if (boxes[0]?.type === "radio" || boxes[0]?.type === "checkbox") {
    const ticked = boxes.filter((box) => box.checked);
    if (boxes[0].value === "on") return ticked.length ? "True" : "False";
    return ticked.map((box) => box.value).join(",");
  }
  return boxes[0]?.value.trim() ?? "";
}

// An empty field is not a change: it has not been answered yet.
function mark(form) {
  const never = (form.dataset.neverChanged ?? "").split(" ");
  for (const field of form.querySelectorAll("[data-last]")) {
    const now = said(field);
    const sign = field.querySelector(":scope > .app-last .app-changed, :scope > fieldset > .app-last .app-changed");
    if (sign) sign.hidden = now === "" || now === field.dataset.last || never.includes(now);
  }
}

// A script's change is nobody's 'input': what keeps drafts is told.
function tell(form) {
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
