// The daily folder: phrases set what is done, the resolution is said back as a sentence, the seconds go with the form.
const LEFT_OPEN = 15 * 60 * 1000; // a page left open over coffee is not work
const chosen = (form, name) => [...form.querySelectorAll(`[name="${name}"]:checked`)];
const label = (input) => input.closest("label");
const short = (input) => (input.dataset.short ?? label(input).textContent).trim();
const many = (names) => names.length > 1 ? `${names.slice(0, -1).join(", ")} și ${names.at(-1)}` : names.join("");

function words(form) {
  const phrase = chosen(form, "phrase").filter((one) => one.value).map(short)[0] ?? "";
  const more = form.elements.text.value.trim();
  return [phrase, more].filter(Boolean).join(". ").replace(/\.$/, "");
}

function day(form) {
  const other = form.elements.due_other?.value;
  if (other) return other.split("-").reverse().join(".");
  return chosen(form, "due").filter((one) => one.value).map(short)[0] ?? "";
}

function assigned(form) {
  const lead = chosen(form, "lead").filter((one) => one.value).map(short)[0];
  const joint = chosen(form, "joint").map(short);
  const until = day(form);
  const text = words(form);
  return `${lead ?? "Alege cine răspunde"}${joint.length ? `, cu ${many(joint)}` : ""}${text ? `: ${text}` : ""}${until ? `, până ${until}` : ""}`;
}

function sentence(form) {
  const effect = chosen(form, "effect")[0]?.value ?? "assign";
  const informed = chosen(form, "informed").map(short);
  const reason = form.elements.reason.value.trim();
  const said = {
    keep: () => `La mine${words(form) ? `: ${words(form)}` : ""}`,
    defer: () => `Se amână pentru mapa următoare${reason ? `: ${reason}` : ""}`,
    return: () => `Se restituie registraturii${reason ? `: ${reason}` : ", cu motivul"}`,
    inform: () => `Spre știință: ${many(informed) || "alege compartimentele"}`,
  }[effect]?.() ?? assigned(form);
  return `${said}${informed.length && effect !== "inform" && effect !== "return" && effect !== "defer" ? `; spre știință: ${many(informed)}` : ""}.`;
}

// What a way of resolving does not use is put aside, so that keys lead only to what matters.
function show(form) {
  const effect = chosen(form, "effect")[0]?.value ?? "assign";
  for (const block of form.querySelectorAll("[data-for]")) block.hidden = !block.dataset.for.split(" ").includes(effect);
  form.querySelector("[data-sentence]").textContent = sentence(form);
}

// One key goes through a row of choices, from the last to the first again.
function cycle(form, name) {
  const all = [...form.querySelectorAll(`[name="${name}"]`)];
  const next = all[(all.findIndex((one) => one.checked) + 1) % all.length];
  next.checked = true;
  next.focus();
  next.dispatchEvent(new Event("change", { bubbles: true }));
}

function start(form) {
  const begun = Date.now();
  form.addEventListener("change", (event) => {
    const effect = event.target.name === "phrase" && event.target.dataset.effect;
    const radio = effect && form.querySelector(`[name=effect][value="${effect}"]`);
    if (radio) radio.checked = true;
    show(form);
    if (event.target.name === "effect" && event.target.value === "return") form.elements.reason.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.defaultPrevented && event.target === document.body) form.requestSubmit();
  });
  form.addEventListener("input", () => show(form));
  for (const button of form.querySelectorAll("[data-cycle]")) {
    button.addEventListener("click", () => cycle(form, button.dataset.cycle));
  }
  form.addEventListener("submit", () => {
    const took = Date.now() - begun;
    if (took < LEFT_OPEN) form.elements.ms.value = took;
  });
  show(form);
  const first = form.querySelector("[name=phrase]:checked") ?? form.querySelector("[name=phrase]");
  if (!form.querySelector("[autofocus]")) first?.focus({ preventScroll: true });
  document.querySelector(".cd-queue [aria-current]")?.scrollIntoView({ block: "nearest" });
}

export function startFolder() {
  for (const form of document.querySelectorAll("form[data-resolution]")) start(form);
}
