// The letter's editor: a textarea becomes a formatted text. Without this script the textarea itself is the editor,
// with signs for lists and bold. Everything typed is saved by itself; what could not be saved stays in this browser.

const PAUSE = 1500;
const BLOCKS = { P: "p", DIV: "p", H1: "h2", H2: "h2", H3: "h3", H4: "h3", UL: "ul", OL: "ol", LI: "li", BLOCKQUOTE: "blockquote",
  TABLE: "table", THEAD: "thead", TBODY: "tbody", TR: "tr", TH: "th", TD: "td" };
const INLINE = { B: "strong", STRONG: "strong", I: "em", EM: "em", U: "u" };
const BLANK = /\[[^\[\]<>]{2,120}\]/g;

const form = document.querySelector("form[data-letter]") ?? document.querySelector("form#model");
const box = form?.querySelector("textarea[name=body]");

// What was pasted, with nothing but our forms; text is copied, elements are made anew.
function cleaned(node) {
  const out = document.createDocumentFragment();
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) out.append(child.data);
    if (child.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE", "TEMPLATE"].includes(child.tagName)) continue;
    const name = BLOCKS[child.tagName] ?? INLINE[child.tagName] ?? (child.tagName === "BR" ? "br" : null);
    const inside = cleaned(child);
    if (!name) out.append(inside);
    else {
      const made = document.createElement(name);
      made.append(inside);
      out.append(made);
    }
  }
  return out;
}

function typed(text) {
  const out = document.createDocumentFragment();
  for (const block of text.replaceAll("\r\n", "\n").split(/\n[ \t]*\n+/)) {
    const paragraph = document.createElement("p");
    block.split("\n").forEach((line, i) => paragraph.append(...(i ? [document.createElement("br"), line] : [line])));
    out.append(paragraph);
  }
  return out;
}

function insert(area, fragment) {
  const selection = getSelection();
  if (!selection.rangeCount || !area.contains(selection.anchorNode)) {
    area.append(fragment);
    return;
  }
  const holder = document.createElement("div");
  holder.append(fragment);
  document.execCommand("insertHTML", false, holder.innerHTML); // keeps the browser's own undo
}

// A parsed document obeys the page's policy too: without its styles and handlers nothing is reported.
const parsed = (html) =>
  new DOMParser().parseFromString(html.replace(/\s(?:style|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ""), "text/html").body;

function onPaste(event, area) {
  event.preventDefault();
  const html = event.clipboardData.getData("text/html");
  const text = event.clipboardData.getData("text/plain");
  if (html) insert(area, cleaned(parsed(html)));
  else if (/\n[ \t]*\n/.test(text)) insert(area, typed(text));
  else document.execCommand("insertText", false, text);
}

const KEYS = { b: "bold", i: "italic", u: "underline" };
const SHIFTED = { Digit7: "insertOrderedList", Digit8: "insertUnorderedList" };

function onKey(event, area) {
  if (event.key === "F8") return take(event, () => nextBlank(area));
  if (!event.ctrlKey && !event.metaKey) return undefined;
  const verb = event.shiftKey ? SHIFTED[event.code] : KEYS[event.key.toLowerCase()];
  return verb && take(event, () => document.execCommand(verb));
}

function take(event, act) {
  event.preventDefault();
  act();
}

// The next place to be filled, selected, so that typing replaces it.
function nextBlank(area) {
  const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
  const places = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const found of node.data.matchAll(BLANK)) places.push([node, found.index, found[0].length]);
  if (!places.length) return;
  area.focus();
  const selection = getSelection();
  const from = selection.rangeCount && area.contains(selection.focusNode) ? selection.getRangeAt(0) : null;
  const least = from?.collapsed ? 0 : 1; // where the caret stands counts, what is already chosen does not
  const after = places.find(([node, at]) => from && from.comparePoint(node, at) >= least) ?? places[0];
  const range = document.createRange();
  range.setStart(after[0], after[1]);
  range.setEnd(after[0], after[1] + after[2]);
  selection.removeAllRanges();
  selection.addRange(range);
  after[0].parentElement.scrollIntoView({ block: "nearest" });
}

function countBlanks(area, button) {
  if (!button) return;
  const left = area.textContent.match(BLANK)?.length ?? 0;
  button.hidden = left === 0;
  const n = left === 1 ? "1 loc de completat" : `${left}${left > 19 ? " de" : ""} locuri de completat`;
  button.querySelector("[data-blanks]").textContent = n;
}

function makeArea() {
  const area = document.createElement("div");
  area.className = "cd-editarea";
  area.contentEditable = "true";
  area.lang = "ro";
  area.spellcheck = true;
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  const name = document.querySelector(`label[for="${box.id}"]`);
  area.setAttribute("aria-label", name?.textContent.trim() ?? "Textul");
  const described = form.querySelector(".cd-editor .cd-err");
  if (described) area.setAttribute("aria-invalid", "true");
  const body = form.querySelector("template[data-body]");
  area.append(body.content.cloneNode(true));
  if (!area.textContent.trim()) area.innerHTML = "<p><br></p>";
  return area;
}

function toolbar(area) {
  const bar = form.querySelector("[data-editbar]");
  bar.hidden = false;
  const buttons = [...bar.querySelectorAll("[data-do]")];
  const show = () => {
    for (const button of buttons) {
      if (button.dataset.do === "undo") continue;
      const on = document.activeElement === area && document.queryCommandState(button.dataset.do);
      button.setAttribute("aria-pressed", String(on));
    }
  };
  for (const button of buttons) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays where it is
    button.addEventListener("click", () => {
      area.focus();
      document.execCommand(button.dataset.do);
      show();
    });
  }
  document.addEventListener("selectionchange", show);
  // One stop in the tab order; arrows move inside, as in every toolbar.
  const stops = [...bar.querySelectorAll("button, select")];
  stops.forEach((stop, i) => (stop.tabIndex = i ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const here = stops.indexOf(document.activeElement);
    if (!step || here < 0) return;
    event.preventDefault();
    const seen = stops.filter((stop) => !stop.hidden);
    const to = seen[(seen.indexOf(stops[here]) + step + seen.length) % seen.length];
    for (const stop of stops) stop.tabIndex = stop === to ? 0 : -1;
    to.focus();
  });
}

// A paragraph of its own after the one with the caret; out of a list it takes a second Enter, as when typing.
function afterBlock(area) {
  const selection = getSelection();
  const block = [...area.children].find((child) => child.contains(selection.anchorNode));
  if (!block?.textContent.trim()) return;
  selection.selectAllChildren(block);
  selection.collapseToEnd();
  document.execCommand("insertParagraph");
  if (["UL", "OL"].includes(block.tagName)) document.execCommand("insertParagraph");
}

// Phrases and opinions of other units: F9, a few letters of the name, arrows, Enter; the caret is where it was.
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

function phrases(area, changed) {
  const input = form.querySelector("[data-phrases]");
  if (!input) return;
  const list = document.getElementById(input.getAttribute("aria-controls"));
  const all = [...list.children];
  const shown = () => all.filter((option) => !option.hidden);
  let place = null;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.rangeCount && area.contains(selection.anchorNode)) place = selection.getRangeAt(0).cloneRange();
  });
  const open = (on) => {
    list.hidden = !on;
    input.setAttribute("aria-expanded", String(on));
    if (!on) input.removeAttribute("aria-activedescendant");
  };
  const point = (option) => {
    for (const other of all) other.setAttribute("aria-selected", String(other === option));
    if (!option) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const filter = () => {
    const asked = folded(input.value).split(/\s+/).filter(Boolean);
    for (const option of all) option.hidden = !asked.every((word) => folded(option.textContent).includes(word));
    point(shown()[0]);
    open(shown().length > 0);
  };
  const back = () => {
    input.value = "";
    open(false);
    area.focus();
    if (!place) return;
    getSelection().removeAllRanges();
    getSelection().addRange(place);
  };
  const put = (option) => {
    const phrase = option && document.getElementById(option.dataset.from);
    if (!phrase) return;
    back();
    afterBlock(area);
    insert(area, phrase.content.cloneNode(true));
    changed();
  };
  input.addEventListener("focus", filter);
  input.addEventListener("input", (event) => {
    event.stopPropagation(); // what is searched is no part of the letter
    filter();
  });
  input.addEventListener("keydown", (event) => {
    const at = shown().findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) take(event, () => (open(true), point(shown()[(at + step + shown().length) % shown().length])));
    else if (event.key === "Enter") take(event, () => put(shown()[at]));
    else if (event.key === "Escape") take(event, back);
    event.stopPropagation();
  });
  input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && open(false), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => put(event.target.closest("[role=option]")));
  form.addEventListener("keydown", (event) => event.key === "F9" && take(event, () => input.focus()));
}

// ── Saving by itself ──
const key = () => `cd-letter:${form.dataset.letter}`;

function keepHere() {
  try {
    localStorage.setItem(key(), JSON.stringify({ body: box.value, at: Date.now() }));
  } catch {
    // A full or forbidden store must not stop the work.
  }
}

function offerKept(area, changed) {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(key()));
  } catch {
    return;
  }
  const note = document.querySelector("[data-kept]");
  if (!kept || !note || kept.body === box.value) return void localStorage.removeItem(key());
  note.hidden = false;
  note.querySelector("[data-kept-back]").addEventListener("click", () => {
    area.replaceChildren(cleaned(parsed(kept.body)));
    note.hidden = true;
    changed();
  });
}

function autosave(area) {
  const said = document.querySelector("[data-saved]");
  let waiting = null;
  let sending = null;
  let stopped = false;
  const say = (words) => said && (said.textContent = words);

  async function send() {
    if (sending || stopped) return;
    const data = new FormData(form);
    data.delete("ce");
    sending = fetch(form.dataset.autosave, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" });
    let answer = null;
    let told = {};
    try {
      answer = await sending;
      told = answer.ok || [409, 422].includes(answer.status) ? await answer.json() : {};
    } catch {
      answer = null;
    }
    sending = null;
    if (answer?.ok) {
      form.elements.revision.value = told.revision;
      say(`Salvat la ${told.at}`);
      localStorage.removeItem(key());
      refresh(told);
    } else {
      keepHere();
      stopped = told.code === "letter-changed-meanwhile" || told.code === "letter-closed";
      say(told.problem ?? "Nu s-a putut salva acum; textul e păstrat în acest browser.");
    }
  }

  function refresh(told) {
    const preview = document.querySelector("[data-preview]");
    const first = preview?.querySelector("img");
    if (!first) return;
    const pages = Array.from({ length: told.pages }, (_, i) => {
      const page = first.cloneNode();
      page.src = form.dataset.page.replace(/1\.png$/, `${i + 1}.png?r=${told.revision}`);
      page.alt = `Pagina ${i + 1} din ${told.pages}`;
      return page;
    });
    preview.replaceChildren(...pages);
  }

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(send, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(waiting);
  });
  addEventListener("pagehide", () => {
    if (!stopped && box.value !== box.defaultValue) keepHere();
  });
  return later;
}

function start() {
  const area = makeArea();
  const blanks = form.querySelector("[data-next-blank]");
  let touched = false;
  const write = () => {
    touched = true;
    box.value = area.innerHTML;
    countBlanks(area, blanks);
  };
  document.execCommand("defaultParagraphSeparator", false, "p");
  document.execCommand("styleWithCSS", false, "false");
  box.after(area);
  box.hidden = true;
  box.required = false; // the server says it; a hidden field cannot be pointed at
  form.querySelector("[data-typed-hint]")?.setAttribute("hidden", "");
  document.querySelector(`label[for="${box.id}"]`)?.addEventListener("click", () => area.focus());

  const later = form.dataset.autosave ? autosave(area) : () => {};
  const changed = () => {
    write();
    later();
  };
  area.addEventListener("input", changed);
  area.addEventListener("paste", (event) => onPaste(event, area));
  area.addEventListener("drop", (event) => event.preventDefault());
  area.addEventListener("keydown", (event) => onKey(event, area));
  blanks?.addEventListener("click", () => nextBlank(area));
  toolbar(area);
  phrases(area, changed);
  countBlanks(area, blanks);
  if (form.dataset.letter) offerKept(area, changed);
  // Only a text that was touched goes back as markup; an untouched one goes as it came.
  form.addEventListener("submit", () => touched && write());
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[type=submit]"));
    }
  });
}

// After the desk's own script: it may have put values back.
if (box) {
  if (document.readyState === "complete") start();
  else addEventListener("DOMContentLoaded", start);
}
