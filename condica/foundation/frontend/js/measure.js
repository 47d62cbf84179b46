// The counter's measure: key presses and seconds from `n` (or the first key on the page) to Save; goes with the form.

const START = "cd-counter";
const LEFT_OPEN = 15 * 60 * 1000; // a page left open over coffee is not work
const read = () => JSON.parse(sessionStorage.getItem(START) ?? "null");
const write = (now) => sessionStorage.setItem(START, JSON.stringify(now));

function onAnyPage(event) {
  const typing = event.target.closest?.("input, textarea, select");
  const opens = event.key === "n" && !typing && !event.ctrlKey && !event.altKey && document.querySelector("[data-key=n]");
  if (opens) write({ at: Date.now(), keys: 1 });
}

function tell(form, now) {
  form.elements.measured_keys.value = now.keys;
  form.elements.measured_ms.value = Date.now() - now.at;
}

export function startMeasure() {
  document.addEventListener("keydown", onAnyPage, { capture: true });
  const form = document.querySelector("form[data-measure]");
  if (!form) return;
  const begun = read();
  let now = begun && Date.now() - begun.at < LEFT_OPEN ? begun : null;
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    now ??= { at: Date.now(), keys: 0 };
    now.keys += 1;
    write(now);
    tell(form, now);
  }, { capture: true });
  form.addEventListener("submit", () => {
    if (now) tell(form, now);
    sessionStorage.removeItem(START);
  });
}
