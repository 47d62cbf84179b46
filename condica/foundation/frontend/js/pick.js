// Picking from a long list: a field narrows the boxes, Enter ticks the first; without this they are only boxes.
// data-chips: only what is chosen (or data-always) stays in sight, the rest appears while one types a code or a name;
// with radios the list holds one. data-pick-key="c" is the key that goes to the field.
const MANY = 7;
const SHOWN = 8;
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const rows = (group) => [...group.querySelectorAll("label")];
const box = (row) => row.querySelector("input");
const shown = (group) => rows(group).filter((row) => !row.hidden);

const chips = (group) => group.hasAttribute("data-chips");
const kept = (row) => box(row).checked || row.hasAttribute("data-always");

// A code typed whole or begun („DPL”) stands before names that only contain it.
function byCode(row, words) {
  const code = /\(([^()]+)\)\s*$/.exec(row.textContent)?.[1] ?? "";
  return words && plain(code).startsWith(plain(words.trim()));
}

function narrow(group, words) {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const hits = rows(group).filter((row) => !box(row).checked && wanted.every((word) => plain(row.textContent).includes(word)));
  hits.sort((a, b) => Number(byCode(b, words)) - Number(byCode(a, words)));
  const open = chips(group) && !wanted.length ? [] : chips(group) ? hits.slice(0, SHOWN) : hits;
  for (const row of rows(group)) {
    row.hidden = !kept(row) && !open.includes(row);
    row.classList.toggle("first", open[0] === row);
  }
}

function say(group, told) {
  const chosen = rows(group).filter((row) => box(row).checked).map((row) => row.textContent.trim());
  told.textContent = chosen.length ? `Alese: ${chosen.join(", ")}` : "Nimic ales";
}

function tick(group, search, told) {
  const open = shown(group).filter((row) => !box(row).checked);
  const first = open.find((row) => row.classList.contains("first")) ?? open[0];
  if (!first) return;
  box(first).checked = true;
  box(first).dispatchEvent(new Event("change", { bubbles: true }));
  search.value = "";
  narrow(group, "");
  say(group, told);
  if (box(first).type === "radio") box(first).focus();
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
    else search.closest("form[data-resolution]")?.requestSubmit();
  } else if (event.key === "Backspace" && event.target === search && !search.value) {
    const last = rows(group).findLast((row) => box(row).checked);
    if (last) box(last).checked = false;
    last?.dispatchEvent(new Event("change", { bubbles: true }));
    narrow(group, "");
    say(group, told);
  } else if (event.key === "Escape" && event.target === search && search.value) {
    event.preventDefault();
    search.value = "";
    narrow(group, "");
  } else {
    move(event, group, search);
  }
}

function start(group) {
  if (rows(group).length < MANY && !chips(group)) return;
  const search = Object.assign(document.createElement("input"), { type: "search", className: "form-control cd-pick-field" });
  search.setAttribute("aria-label", `${group.dataset.pick}: caută în listă, Enter alege`);
  search.placeholder = "scrie câteva litere, Enter alege";
  search.autocomplete = "off";
  const told = Object.assign(document.createElement("span"), { className: "cd-hide" });
  told.setAttribute("role", "status");
  group.before(search);
  group.after(told);
  group.classList.add(chips(group) ? "cd-pick-chips" : "cd-pick");
  if (group.dataset.pickKey) search.dataset.key = group.dataset.pickKey;
  search.dataset.keyLabel = group.dataset.pick;
  if (chips(group)) narrow(group, "");
  search.addEventListener("input", () => narrow(group, search.value));
  group.addEventListener("change", () => {
    if (chips(group)) narrow(group, search.value);
    say(group, told);
  });
  for (const el of [search, group]) el.addEventListener("keydown", (event) => onKey(event, group, search, told));
}

export function startPick() {
  for (const group of document.querySelectorAll("[data-pick]")) start(group);
}
