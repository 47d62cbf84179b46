// Explanation of a term (explicația termenului): from the chip on click, Enter or half a second of hover; Esc closes.
// data-explains="id of the box"; a box with data-explain-from="/address/" is filled when first opened.

let open = null;
let waiting;

async function fill(box) {
  if (!box.dataset.explainFrom || box.dataset.filled) return;
  const answer = await fetch(box.dataset.explainFrom, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  box.innerHTML = await answer.text();
  box.dataset.filled = "1";
}

export function close(back) {
  if (!open) return;
  const { chip, box } = open;
  box.hidden = true;
  chip.setAttribute("aria-expanded", "false");
  if (back) chip.focus();
  open = null;
}

async function show(chip, byHand) {
  const box = document.getElementById(chip.dataset.explains);
  if (open?.box === box) return byHand ? close(false) : undefined;
  close(false);
  await fill(box);
  box.hidden = false;
  chip.setAttribute("aria-expanded", "true");
  open = { chip, box, byHand };
}

const chipOf = (event) => event.target.closest?.("[data-explains]");

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
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    close(true);
  });
}
