// Typeahead (căutare în timp ce scrii): the server sends the options as list items; arrows choose, Enter takes.
// <input data-typeahead="/adresa/" data-typeahead-value="id of the hidden input"> followed by .cd-ta with a listbox.

const parts = (input) => ({
  box: document.getElementById(input.getAttribute("aria-controls")).closest(".cd-ta"),
  list: document.getElementById(input.getAttribute("aria-controls")),
  value: document.getElementById(input.dataset.typeaheadValue),
});
const options = (list) => [...list.querySelectorAll("[role=option]")];

function show(input, open) {
  parts(input).box.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (!open) input.removeAttribute("aria-activedescendant");
}

function point(input, option) {
  for (const other of options(parts(input).list)) other.setAttribute("aria-selected", String(other === option));
  if (!option) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

const pointed = (input) => parts(input).list.querySelector("[aria-selected=true]");

function take(input, option) {
  const { value } = parts(input);
  input.value = option.dataset.label;
  if (value) value.value = option.dataset.value;
  input.dataset.taken = input.value;
  show(input, false);
  input.dispatchEvent(new CustomEvent("cd:taken", { bubbles: true, detail: { ...option.dataset } }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// A CNP never stands in an address (it would stay in logs): it is asked for by a form, and the journal remembers it.
function question(input, query) {
  const headers = { "HX-Request": "true" };
  if (!/^[1-9]\d{12}$/.test(query.replaceAll(" ", "")) || !input.form) {
    return [`${input.dataset.typeahead}?q=${encodeURIComponent(query)}`, { headers }];
  }
  const body = new URLSearchParams({ q: query, csrfmiddlewaretoken: input.form.csrfmiddlewaretoken.value });
  return [input.dataset.typeahead, { method: "POST", body, headers }];
}

async function ask(input) {
  const query = input.value.trim();
  if (query.length < 2) return show(input, false);
  input.asking?.abort();
  input.asking = new AbortController();
  try {
    const [address, options] = question(input, query);
    const answer = await fetch(address, { ...options, signal: input.asking.signal });
    if (!answer.ok || answer.redirected) return;
    parts(input).list.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") show(input, false);
    return;
  }
  if (document.activeElement !== input) return;
  for (const el of parts(input).box.querySelectorAll("[data-typed]")) el.textContent = `„${query}”`;
  show(input, true);
  point(input, options(parts(input).list)[0]);
}

// What was taken is undone by typing over it: the words then are only words again.
function onInput(input) {
  const { value } = parts(input);
  if (value && input.dataset.taken !== input.value) {
    value.value = "";
    delete input.dataset.taken;
  }
  clearTimeout(input.waiting);
  input.waiting = setTimeout(() => ask(input), 120);
}

function onKey(event, input) {
  const { box, list } = parts(input);
  const all = options(list);
  const at = all.indexOf(pointed(input));
  if (event.key === "ArrowDown" && box.hidden) return ask(input);
  if (box.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    point(input, all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
  } else if ((event.key === "Enter" && !event.ctrlKey || event.key === "Tab" && !event.shiftKey) && at >= 0) {
    take(input, all[at]);
    if (event.key === "Tab") return;
  } else if (event.key === "Escape") {
    show(input, false);
  } else {
    return;
  }
  event.preventDefault();
}

// "New sender" and "anonymous": a button in the box says what kind the written words are.
function special(input, button) {
  const { value } = parts(input);
  if (value) value.value = button.dataset.value;
  if (button.dataset.label) input.value = button.dataset.label;
  input.dataset.taken = input.value;
  show(input, false);
  input.focus();
  input.dispatchEvent(new CustomEvent("cd:taken", { bubbles: true, detail: { ...button.dataset } }));
}

function start(input) {
  const { box, list, value } = parts(input);
  if (value?.value) input.dataset.taken = input.value;
  input.addEventListener("input", () => onInput(input));
  input.addEventListener("keydown", (event) => onKey(event, input));
  input.addEventListener("blur", () => setTimeout(() => box.contains(document.activeElement) || show(input, false), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(input, option);
  });
  for (const button of document.querySelectorAll(`[data-typeahead-special="${input.id}"]`)) {
    button.addEventListener("click", () => special(input, button));
  }
}

export function startTypeahead(root = document) {
  for (const input of root.querySelectorAll("[data-typeahead]")) start(input);
}
