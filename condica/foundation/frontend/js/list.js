// Lists of papers: j and k move the frame, Enter opens, x selects; the bar under the table speaks of the selection.
import { keysOff } from "./keyboard.js";

const KEPT = "cd-row:";
const rows = (list) => [...list.querySelectorAll("[data-row]")];
const box = (row) => row.querySelector("input[type=checkbox]");
const here = () => KEPT + location.pathname + location.search;

function moveTo(list, row) {
  if (!row) return;
  list.querySelector("[data-row].focus")?.classList.remove("focus");
  row.classList.add("focus");
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("a[href]")?.focus({ preventScroll: true });
  sessionStorage.setItem(here(), row.dataset.row);
}

function step(list, by) {
  const all = rows(list);
  const at = all.findIndex((row) => row.classList.contains("focus"));
  moveTo(list, all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function count(n) {
  const mod = n % 100;
  return n === 1 ? "1 selectată" : `${n}${n !== 0 && (mod === 0 || mod > 19) ? " de" : ""} selectate`;
}

// Some actions need the same value in every chosen row (the same petitioner); else they stay, with their reason.
function refuse(button, chosen) {
  const needs = button.dataset.same;
  if (!needs) return;
  const same = new Set(chosen.map((row) => row.dataset[needs])).size === 1 && chosen[0].dataset[needs] && chosen.length > 1;
  button.setAttribute("aria-disabled", String(!same));
  const why = document.getElementById(button.getAttribute("aria-describedby"));
  if (why) {
    why.hidden = Boolean(same);
    why.querySelector("[data-why]").textContent = chosen.length > 1 ? button.dataset.sameWhy : button.dataset.moreWhy;
  }
}

function refresh(list) {
  const all = rows(list);
  const chosen = all.filter((row) => box(row)?.checked);
  for (const row of all) row.toggleAttribute("aria-selected", false);
  for (const row of chosen) row.setAttribute("aria-selected", "true");
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  bar.classList.toggle("on", chosen.length > 0);
  bar.querySelector("[data-bulk-on]").hidden = chosen.length === 0;
  bar.querySelector("[data-bulk-off]").hidden = chosen.length > 0;
  const everything = bar.querySelector("[data-bulk-whole]");
  if (everything && !chosen.length) everything.checked = false;
  bar.querySelector("[data-bulk-count]").textContent = everything?.checked ? "toate din filtru" : count(chosen.length);
  if (chosen.length) for (const button of bar.querySelectorAll("[data-same]")) refuse(button, chosen);
  const whole = list.querySelector("[data-select-all]");
  if (!whole) return;
  whole.checked = chosen.length > 0 && chosen.length === all.length;
  whole.classList.toggle("cd-some", chosen.length > 0 && chosen.length < all.length);
  whole.setAttribute("aria-label", chosen.length ? `Selectează toate (${count(chosen.length)})` : "Selectează toate");
}

// Shift with a click or with x: every row from the last one chosen to this one is as this one.
let last = null;
function range(list, row, event) {
  const all = rows(list);
  const [from, to] = [all.indexOf(last), all.indexOf(row)].sort((a, b) => a - b);
  if (event.shiftKey && from >= 0 && last !== row) {
    for (const one of all.slice(from, to + 1)) if (box(one)) box(one).checked = box(row).checked;
  }
  last = row;
}

function clear(list) {
  const chosen = rows(list).filter((row) => box(row)?.checked);
  for (const row of chosen) box(row).checked = false;
  refresh(list);
  return chosen.length > 0;
}

function onKey(event, list) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, details[open]")) return;
  const row = list.querySelector("[data-row].focus");
  const keys = {
    j: () => step(list, 1), k: () => step(list, -1),
    x: () => row && box(row)?.click(),
    X: () => {
      if (!row || !box(row)) return false;
      box(row).checked = !box(row).checked;
      range(list, row, event);
      refresh(list);
    },
    Enter: () => event.target.closest("a, button") ? false : row?.querySelector("a[href]")?.click(),
    Escape: () => clear(list),
  };
  if (event.key.length === 1 && keysOff()) return;
  if (event.key in keys && keys[event.key]() !== false) event.preventDefault();
}

// Without a click on a link or box, the row itself is the target: a wide one.
function onClick(event, list) {
  const row = event.target.closest("[data-row]");
  if (!row || event.target.closest("a, button, label, input")) return;
  moveTo(list, row);
}

function start(list) {
  document.addEventListener("keydown", (event) => onKey(event, list));
  list.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) {
      for (const row of rows(list)) box(row).checked = event.target.checked;
    }
    refresh(list);
  });
  list.addEventListener("click", (event) => onClick(event, list));
  list.addEventListener("click", (event) => {
    const row = event.target.matches("[data-row] input[type=checkbox]") && event.target.closest("[data-row]");
    if (!row) return;
    range(list, row, event);
    refresh(list);
  });
  document.querySelector("[data-bulk-whole]")?.addEventListener("change", () => refresh(list));
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || row.classList.contains("focus")) return;
    list.querySelector("[data-row].focus")?.classList.remove("focus");
    row.classList.add("focus");
  });
  document.querySelector("[data-bulk-clear]")?.addEventListener("click", () => clear(list));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-bulk] [aria-disabled=true]")) event.preventDefault();
  });
  const kept = sessionStorage.getItem(here());
  const back = kept && list.querySelector(`[data-row="${CSS.escape(kept)}"]`);
  if (back) {
    back.classList.add("focus");
    back.scrollIntoView({ block: "nearest" });
  }
  refresh(list);
}

export function startLists() {
  for (const list of document.querySelectorAll("[data-list]")) start(list);
}
