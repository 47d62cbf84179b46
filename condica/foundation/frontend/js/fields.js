// Small helps in forms: Enter goes on to the next field, a choice opens its fields, files can be dropped.

// Where a save can't be undone, Enter must not save: it goes on; Ctrl Enter saves.
function onEnter(event) {
  if (event.key !== "Enter" || event.defaultPrevented || event.ctrlKey || event.altKey) return;
  const form = event.target.closest("form[data-enter=next]");
  if (!form || !event.target.matches("input:not([type=submit], [type=file])")) return;
  event.preventDefault();
  const all = [...form.elements].filter((el) => el.matches("input:not([type=hidden]), select, textarea, button[type=submit]"))
    .filter((el) => el.checkVisibility() && !el.disabled && (el.type !== "radio" || el.checked));
  const group = event.target.type === "radio" ? all.findLast((el) => el.name === event.target.name) : event.target;
  const next = all[all.indexOf(group) + 1];
  next?.focus();
  next?.select?.();
}

// data-shows="id": the block is open while this radio or checkbox is on.
function reveal() {
  for (const el of document.querySelectorAll("[data-shows]")) {
    const block = document.getElementById(el.dataset.shows);
    if (block) block.hidden = !el.checked;
  }
}

function drop(zone) {
  const input = zone.querySelector("input[type=file]");
  const stop = (event) => { event.preventDefault(); zone.classList.toggle("over", event.type === "dragover"); };
  for (const moment of ["dragover", "dragleave", "drop"]) zone.addEventListener(moment, stop);
  zone.addEventListener("drop", (event) => {
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    const names = [...input.files].map((file) => file.name).join(", ");
    const told = zone.querySelector("[data-drop-names]");
    if (told && names) told.textContent = names;
    if (zone.hasAttribute("data-drop-sends") && input.files.length) input.form.requestSubmit();
  });
}

// One paper, one number: the second click on „Salvează" must not send the form again.
function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post], [target]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("[type=submit]")) button.setAttribute("aria-busy", "true");
}

// Guessing while typing: the server says the likely kind and why; a choice made by hand is never changed.
function guess(input) {
  let waiting;
  let asking;
  const into = document.getElementById(input.dataset.guessInto);
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.guess}?subject=${encodeURIComponent(input.value)}`, { signal: asking.signal });
      if (!answer.ok || answer.redirected || into.dataset.byHand) return;
      into.innerHTML = await answer.text();
      const chosen = document.getElementById(into.querySelector("[data-choose]")?.dataset.choose);
      if (chosen) chosen.checked = true;
    } catch (error) {
      if (error.name !== "AbortError") into.textContent = "";
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 180);
  });
}

// A choice made by hand says what follows from it, in the same place.
function hints(group) {
  const into = document.getElementById(group.dataset.hintInto);
  group.addEventListener("change", (event) => {
    into.dataset.byHand = "1";
    into.textContent = event.target.dataset.hint ?? "";
  });
}

export function startFields() {
  for (const input of document.querySelectorAll("[data-guess]")) guess(input);
  for (const group of document.querySelectorAll("[data-hint-into]")) hints(group);
  reveal();
  document.addEventListener("change", reveal);
  document.addEventListener("keydown", onEnter);
  document.addEventListener("submit", onSubmit);
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  for (const zone of document.querySelectorAll("[data-drop]")) drop(zone);
}
