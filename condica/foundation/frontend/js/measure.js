// The counter's measure: key presses and seconds from `n` (or the page) to the number; goes with the form.

const START = "cd-counter";

function begin() {
  sessionStorage.setItem(START, JSON.stringify({ at: Date.now(), keys: 0 }));
}

function state() {
  return JSON.parse(sessionStorage.getItem(START) ?? "null");
}

function onKey(form) {
  const now = state() ?? { at: Date.now(), keys: 0 };
  now.keys += 1;
  now.at ||= Date.now();
  sessionStorage.setItem(START, JSON.stringify(now));
  fill(form, now);
}

function fill(form, now) {
  form.elements.measured_keys.value = now.keys;
  form.elements.measured_ms.value = Date.now() - now.at;
}

// The first key is the `n` itself, pressed on another page; a page left open is not work, so the clock starts at a key.
export function startMeasure() {
  document.addEventListener("keydown", (event) => {
    const link = document.querySelector("[data-key=n]");
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "n" && link && !typing && !event.ctrlKey && !event.altKey) {
      sessionStorage.setItem(START, JSON.stringify({ at: Date.now(), keys: 1 }));
    }
  }, { capture: true });
  const form = document.querySelector("form[data-measure]");
  if (!form) return;
  const now = state();
  if (!now || Date.now() - now.at > 15 * 60 * 1000) sessionStorage.setItem(START, JSON.stringify({ at: 0, keys: 0 }));
  document.addEventListener("keydown", (event) => event.repeat || onKey(form));
  form.addEventListener("submit", () => fill(form, state()?.at ? state() : { at: Date.now(), keys: 0 }));
  if (form.hasAttribute("data-measure-done")) begin();
}
