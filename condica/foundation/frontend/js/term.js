// Explanation of a term (explicația termenului): from the chip on click, Enter or half a second of hover; Esc closes.
// data-explains="id" names a box on the page; data-explain-from="/address/" is asked when needed (chips in lists, key i).
import { keysOff } from "./keyboard.js";

let open = null;
let waiting;

export function close(back) {
  if (!open) return;
  const { chip, box, made, from } = open;
  if (made) box.remove();
  else box.hidden = true;
  chip.removeAttribute("aria-expanded");
  if (chip.matches("button")) chip.setAttribute("aria-expanded", "false");
  if (back) from?.focus();
  open = null;
}

async function boxOf(chip) {
  if (chip.dataset.explains) return document.getElementById(chip.dataset.explains);
  const answer = await fetch(chip.dataset.explainFrom, { headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) return null;
  const holder = document.createElement("div");
  holder.innerHTML = await answer.text();
  const box = holder.querySelector(".cd-explain");
  box.classList.add("float");
  document.getElementById("continut").append(box);
  return box;
}

// A box made for a chip in a list stands under it, or above where there is no room.
function put(box, chip) {
  const at = chip.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8));
  const under = at.bottom + 8 + size.height < innerHeight;
  Object.assign(box.style, { left: `${left}px`, top: `${Math.max(8, under ? at.bottom + 8 : at.top - size.height - 8)}px` });
}

async function show(chip, byHand) {
  if (open?.chip === chip) return byHand ? close(false) : undefined;
  close(false);
  const from = document.activeElement;
  const box = await boxOf(chip);
  if (!box) return;
  const made = !chip.dataset.explains;
  box.hidden = false;
  if (made) put(box, chip);
  if (chip.matches("button")) chip.setAttribute("aria-expanded", "true");
  open = { chip, box, byHand, made, from: made ? from : chip };
  if (made && byHand) box.focus();
}

const chipOf = (event) => event.target.closest?.("[data-explains], [data-explain-from]");

function onKey(event) {
  if (event.key === "Escape" && open) {
    event.preventDefault();
    return close(true);
  }
  const free = event.key === "i" && !event.ctrlKey && !event.altKey && !keysOff();
  if (!free || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const chip = document.querySelector("[data-row].focus [data-explain-from]")
    ?? document.querySelector(".cd-head :is([data-explains], [data-explain-from]), .card-header [data-explain-from]");
  if (chip) show(chip, true);
}

export function startTerms() {
  document.addEventListener("click", (event) => {
    const chip = chipOf(event);
    if (chip) return void show(chip, true);
    if (open && !open.box.contains(event.target)) close(false);
  });
  document.addEventListener("pointerover", (event) => {
    const chip = chipOf(event);
    clearTimeout(waiting);
    if (chip && event.pointerType === "mouse") waiting = setTimeout(() => open ?? show(chip, false), 500);
    else if (open && !open.byHand && !open.box.contains(event.target)) waiting = setTimeout(() => close(false), 300);
  });
  document.addEventListener("keydown", onKey);
}
