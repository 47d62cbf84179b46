// Drafts (ciorne): nothing typed is ever lost. A form with data-draft="name" is kept in this browser, for this person,
// until the server says that the very draft was accepted (cookie cd-done with its id, set by foundation.drafts).

const WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = "cd-draft:";
const SKIP = "[type=password], [type=file], [type=hidden]:not([data-draft-field]), [type=submit], [data-no-draft]";
const person = () => document.body.dataset.user ?? "public";
const place = (form) => `${PREFIX}${person()}:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((el) => el.name && !el.matches(SKIP));

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function values(form) {
  const kept = {};
  for (const el of fields(form)) {
    if (el.type === "checkbox" || el.type === "radio") {
      if (el.checked) (kept[el.name] ??= []).push(el.value);
    } else {
      (kept[el.name] ??= []).push(el.value);
    }
  }
  return kept;
}

const TEXT = "textarea, input:not([type=checkbox], [type=radio], [type=hidden])";
const written = (form) => fields(form).some((el) => el.matches(TEXT) && el.value && el.value !== el.defaultValue);

function keep(form) {
  if (!written(form)) return localStorage.removeItem(place(form));
  const draft = { id: form.dataset.draftId, at: Date.now(), values: values(form) };
  try {
    localStorage.setItem(place(form), JSON.stringify(draft));
  } catch {
    // A full or forbidden store must not stop the work.
  }
}

function putBack(form, draft) {
  const left = structuredClone(draft.values);
  for (const el of fields(form)) {
    const kept = left[el.name];
    if (el.type === "checkbox" || el.type === "radio") el.checked = Boolean(kept?.includes(el.value));
    else if (kept?.length) el.value = kept.shift();
    if (el.dataset.typeahead !== undefined) el.dataset.taken = el.value;
  }
}

function say(form, draft) {
  const note = form.querySelector("[data-draft-note]");
  if (!note) return;
  const at = new Date(draft.at).toLocaleString("ro-RO", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  note.querySelector("[data-draft-at]").textContent = at;
  note.hidden = false;
  note.querySelector("button")?.addEventListener("click", () => {
    localStorage.removeItem(place(form));
    form.reset();
    note.hidden = true;
    form.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
}

function idField(form) {
  const field = form.querySelector("input[name=draft_id]") ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name: "draft_id", value: form.dataset.draftId });
}

function start(form) {
  const draft = read(place(form));
  const bound = form.hasAttribute("data-draft-bound");
  form.dataset.draftId = draft?.id || crypto.randomUUID?.() || String(Math.random()).slice(2);
  idField(form);
  if (draft && !bound && !written(form)) {
    putBack(form, draft);
    say(form, draft);
  }
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 250);
  });
  for (const moment of ["change", "submit", "cd:taken"]) form.addEventListener(moment, () => keep(form));
  addEventListener("pagehide", () => form.isConnected && !form.dataset.draftGone && keep(form));
  form.addEventListener("reset", () => setTimeout(() => localStorage.removeItem(place(form))));
  form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    form.dataset.draftGone = "1";
    localStorage.removeItem(place(form));
  });
}

// The server names the drafts that it has accepted; week-old ones go too.
function sweep() {
  const done = /(?:^|; )cd-done=([^;]*)/.exec(document.cookie)?.[1]?.split(".") ?? [];
  for (const key of Object.keys(localStorage).filter((k) => k.startsWith(PREFIX))) {
    const draft = read(key);
    if (!draft || done.includes(draft.id) || Date.now() - draft.at > WEEK) localStorage.removeItem(key);
  }
  if (done.length) document.cookie = "cd-done=; path=/; max-age=0; samesite=lax";
}

export function startDrafts() {
  sweep();
  for (const form of document.querySelectorAll("form[data-draft]")) start(form);
  document.addEventListener("htmx:afterRequest", sweep);
  document.addEventListener("htmx:load", (event) => {
    for (const form of event.detail.elt.querySelectorAll?.("form[data-draft]:not([data-draft-id])") ?? []) start(form);
  });
}
