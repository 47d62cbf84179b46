// Keys (taste). An element with data-key answers to that key while it can be seen; nothing is bound elsewhere.
// Single letters work outside fields only and can be turned off (WCAG 2.1.4); Ctrl and Alt combinations work anywhere.

const OFF = "cd-keys";
const typing = (el) => el?.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const shown = (el) => el.checkVisibility({ visibilityProperty: true });
// „Mai multe”: the keys inside work while it is closed; the key of its own summary only opens or closes it.
const fold = (el) => (el.matches("summary") ? el.parentElement.parentElement : el).closest("details.cd-more:not([open])");
const seen = (el) => shown(el) || Boolean(fold(el) && shown(fold(el)));

export const keysOff = () => localStorage.getItem(OFF) === "off";

// "n", "?", "alt+m", "ctrl+enter": with Alt, the key's place counts, since some layouts give it another letter.
export function keyName(event) {
  const code = /^(?:Key|Digit)(.)$/.exec(event.code);
  const base = (event.altKey && code ? code[1] : event.key).toLowerCase();
  return `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${base}`;
}

function answering(name) {
  const dialog = document.querySelector("dialog[open]");
  const all = (dialog ?? document).querySelectorAll(`[data-key="${CSS.escape(name)}"]`);
  return [...all].findLast(seen);
}

// A refused action takes the focus, so that its reason is read out; a field takes the focus; the rest is clicked.
function answer(el) {
  if (fold(el)) fold(el).open = true;
  if (el.getAttribute("aria-disabled") === "true" || typing(el)) {
    el.focus();
    el.select?.();
  } else {
    el.click();
  }
}

function escape(event) {
  const menu = document.querySelector("details.cd-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (typing(document.activeElement) && !answering("escape")?.closest("form")?.contains(document.activeElement)) {
    document.activeElement.blur();
  } else {
    const back = answering("escape");
    if (back) answer(back);
    else if (document.referrer.startsWith(location.origin) && location.pathname !== "/") history.back();
  }
  event.preventDefault();
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]") && event.key === "Escape") return;
  if (event.key === "Escape") return escape(event);
  const name = keyName(event);
  const plain = !name.startsWith("ctrl+") && !name.startsWith("alt+");
  if (plain && (name.length > 1 || typing(event.target) || keysOff())) return;
  const el = answering(name);
  if (!el) return;
  event.preventDefault();
  answer(el);
}

function label(el) {
  return el.dataset.keyLabel ?? el.getAttribute("aria-label") ?? el.querySelector("b")?.textContent
    ?? [...el.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join(" ");
}

// The page's own keys, read off the page itself, so that the list can't lie.
function fillHelp(dialog) {
  const list = dialog.querySelector("[data-keys-here]");
  const rows = [...document.querySelectorAll("[data-key]")].filter((el) => !el.closest("dialog, .cd-top") && seen(el));
  list.replaceChildren(...rows.map((el) => {
    const row = document.createElement("li");
    const key = document.createElement("kbd");
    key.textContent = el.dataset.key.replace("ctrl+", "Ctrl ").replace("alt+", "Alt ").replace("enter", "↵").replace("escape", "Esc");
    row.append(key, ` ${label(el).trim()}`);
    return row;
  }));
  list.closest("section").hidden = !rows.length;
}

function startHelp() {
  const dialog = document.getElementById("taste");
  if (!dialog) return;
  const onOff = dialog.querySelector("[data-keys-switch]");
  onOff.checked = !keysOff();
  onOff.addEventListener("change", () => {
    localStorage.setItem(OFF, onOff.checked ? "on" : "off");
    announce();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-opens-keys]")) return;
    event.preventDefault();
    fillHelp(dialog);
    dialog.showModal();
  });
}

// Screen readers hear of a key only while it works.
function announce() {
  for (const el of document.querySelectorAll("[data-key]")) {
    const single = !/^(ctrl|alt)\+/.test(el.dataset.key);
    if (single && keysOff()) el.removeAttribute("aria-keyshortcuts");
    else el.setAttribute("aria-keyshortcuts", el.dataset.key.replace("ctrl", "Control").replace("alt", "Alt"));
  }
  document.documentElement.classList.toggle("cd-keys-off", keysOff());
}

export function startKeyboard() {
  startHelp();
  announce();
  document.addEventListener("htmx:afterSwap", announce);
  document.addEventListener("keydown", onKey);
}
