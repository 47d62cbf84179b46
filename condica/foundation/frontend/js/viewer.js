// Paper on screen: larger, smaller, as wide as its place, turned by a quarter. Without script the tools stay hidden.

const LEVELS = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3];
const FIT = LEVELS.indexOf(1);
const TURNED = ["dreaptă", "întoarsă la dreapta", "cu capul în jos", "întoarsă la stânga"];
const percent = new Intl.NumberFormat("ro", { style: "percent" });

const STEPS = {
  in: (state) => ({ ...state, level: Math.min(state.level + 1, LEVELS.length - 1) }),
  out: (state) => ({ ...state, level: Math.max(state.level - 1, 0) }),
  fit: (state) => ({ ...state, level: FIT }),
  turn: (state) => ({ ...state, turn: (state.turn + 1) % 4 }),
};

const stateOf = (desk) => ({ level: Number(desk.dataset.level ?? FIT), turn: Number(desk.dataset.turn ?? 0) });

// A turned page needs its own proportion, so that the place it takes is turned with it.
function measure(page) {
  if (page.offsetWidth) page.style.setProperty("--cd-ratio", page.offsetHeight / page.offsetWidth);
}

// What stood in the middle of the view stays there.
function keepPlace(desk, change) {
  const [down, across] = [desk.scrollTop + desk.clientHeight / 2, desk.scrollLeft + desk.clientWidth / 2];
  const [tall, wide] = [desk.scrollHeight, desk.scrollWidth];
  change();
  desk.scrollTop = (down / tall) * desk.scrollHeight - desk.clientHeight / 2;
  desk.scrollLeft = (across / wide) * desk.scrollWidth - desk.clientWidth / 2;
}

function show(desk, { level, turn }) {
  for (const page of desk.querySelectorAll("img")) measure(page);
  desk.dataset.level = level;
  desk.dataset.turn = turn;
  desk.style.setProperty("--cd-zoom", LEVELS[level]);
}

function tell(tools, { level, turn }) {
  const said = tools.querySelector("[data-zoom-said]");
  said.textContent = percent.format(LEVELS[level]);
  tools.querySelector("[data-zoom-aloud]").textContent = `${said.textContent}, ${TURNED[turn]}`;
}

function onClick(event) {
  const button = event.target.closest("[data-zoom]");
  const desk = button?.closest(".cd-viewer")?.querySelector(".cd-desk-top");
  if (!desk) return;
  const state = STEPS[button.dataset.zoom](stateOf(desk));
  keepPlace(desk, () => show(desk, state));
  tell(button.closest("[data-zoom-tools]"), state);
}

// A page with nothing to enlarge (an empty place, a program) has no tools.
function reveal() {
  for (const tools of document.querySelectorAll("[data-zoom-tools]")) {
    const desk = tools.closest(".cd-viewer")?.querySelector(".cd-desk-top");
    tools.hidden = !desk?.querySelector("img, .cd-paper");
    for (const turn of tools.querySelectorAll("[data-zoom=turn]")) turn.hidden = !desk?.querySelector("img");
  }
}

export function startViewer() {
  reveal();
  document.addEventListener("htmx:afterSwap", reveal);
  document.addEventListener("click", onClick);
  document.addEventListener("load", (event) => {  // a page further down comes when it is scrolled to
    if (event.target.matches?.(".cd-desk-top img")) measure(event.target);
  }, { capture: true });
}
