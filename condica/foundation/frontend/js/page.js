// What any page may need: print, copy, menus that close, dialogs, links that submit.

function onClick(event) {
  const el = event.target.closest("[data-print], [data-copy], [data-dialog], [data-close], [aria-disabled=true]");
  for (const menu of document.querySelectorAll("details.cd-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (!el) return;
  if (el.getAttribute("aria-disabled") === "true") event.preventDefault();
  else if ("print" in el.dataset) window.print();
  else if ("copy" in el.dataset) copy(el);
  else if ("dialog" in el.dataset) open(el.dataset.dialog);
  else if ("close" in el.dataset) el.closest("dialog")?.close();
}

// A dialog opens on its first field, so that it can be filled at once.
function open(id) {
  const dialog = document.getElementById(id);
  dialog?.showModal();
  dialog?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

async function copy(el) {
  await navigator.clipboard.writeText(el.dataset.copy);
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: "S-a copiat." } }));
}

// Filters as chips: choosing a value goes to the new address at once.
function onChange(event) {
  if (event.target.closest("form[data-auto]")) event.target.form.requestSubmit();
}

// Empty filters stay out of the address, so that it can be read and sent.
function onSubmit(event) {
  if (event.target.method !== "get") return;
  for (const el of event.target.elements) if (el.name && !el.value) el.disabled = true;
  setTimeout(() => { for (const el of event.target.elements) el.disabled = false; });
}

export function startPage() {
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  document.addEventListener("submit", onSubmit);
}
