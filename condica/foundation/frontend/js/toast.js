// Toast (vestea bună): one at a time, bottom left, eight seconds, stays while pointed at or focused; `u` undoes.

function live(toast) {
  let left = 8000;
  let since = Date.now();
  let timer;
  const go = () => { since = Date.now(); timer = setTimeout(() => toast.remove(), left); };
  const stay = () => { clearTimeout(timer); left = Math.max(2000, left - (Date.now() - since)); };
  for (const moment of ["pointerenter", "focusin"]) toast.addEventListener(moment, stay);
  for (const moment of ["pointerleave", "focusout"]) toast.addEventListener(moment, go);
  go();
}

// Fragments say it with a header: HX-Trigger: {"toast": {"text": "…", "href": "…", "link": "…"}}.
function make({ text, href, link }) {
  const region = document.getElementById("vesti");
  const toast = region.querySelector("template").content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-toast-text]").textContent = text;
  const way = toast.querySelector("a");
  if (href) Object.assign(way, { href, textContent: link ?? "Vezi", hidden: false });
  for (const old of region.querySelectorAll(".cd-toast")) old.remove();
  region.append(toast);
  live(toast);
}

export function startToasts() {
  for (const toast of document.querySelectorAll(".cd-toasts .cd-toast")) live(toast);
  document.addEventListener("toast", (event) => make(event.detail));
}
