// Picking several from a long list: a field narrows the boxes, Enter ticks the first; without this they are only boxes.
const MANY = 7;
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const rows = (group) => [...group.querySelectorAll("label")];
const box = (row) => row.querySelector("input");
const shown = (group) => rows(group).filter((row) => !row.hidden);

function narrow(group, words) {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  for (const row of rows(group)) {
    const text = plain(row.textContent);
    row.hidden = !box(row).checked && !wanted.every((word) => text.includes(word));
  }
}

function say(group, told) {
  const chosen = rows(group).filter((row) => box(row).checked).map((row) => row.textContent.trim());
  told.textContent = chosen.length ? `Alese: ${chosen.join(", ")}` : "Nimic ales";
}

function tick(group, search, told) {
  const first = shown(group).find((row) => !box(row).checked);
  if (!first) return;
  box(first).checked = true;
  box(first).dispatchEvent(new Event("change", { bubbles: true }));
  search.value = "";
  narrow(group, "");
  say(group, told);
}

// Arrows go through the boxes as through a list; from the first one back to the field.
function move(event, group, search) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step || event.target === search && event.key !== "ArrowDown") return;
  const all = shown(group).map(box);
  const next = all[all.indexOf(event.target) + step] ?? (step < 0 ? search : null);
  next?.focus();
  event.preventDefault();
}

function onKey(event, group, search, told) {
  if (event.key === "Enter" && !event.ctrlKey && event.target === search) {
    event.preventDefault();
    if (search.value.trim()) tick(group, search, told);
  } else if (event.key === "Backspace" && event.target === search && !search.value) {
    const last = rows(group).findLast((row) => box(row).checked);
    if (last) box(last).checked = false;
    say(group, told);
  } else {
    move(event, group, search);
  }
}

function start(group) {
  if (rows(group).length < MANY) return;
  const search = Object.assign(document.createElement("input"), { type: "search", className: "form-control cd-pick-field" });
  search.setAttribute("aria-label", `${group.dataset.pick}: caută în listă, Enter alege`);
  search.placeholder = "scrie câteva litere, Enter alege";
  search.autocomplete = "off";
  const told = Object.assign(document.createElement("span"), { className: "cd-hide" });
  told.setAttribute("role", "status");
  group.before(search);
  group.after(told);
  group.classList.add("cd-pick");
  search.addEventListener("input", () => narrow(group, search.value));
  group.addEventListener("change", () => say(group, told));
  for (const el of [search, group]) el.addEventListener("keydown", (event) => onKey(event, group, search, told));
}

export function startPick() {
  for (const group of document.querySelectorAll("[data-pick]")) start(group);
}
