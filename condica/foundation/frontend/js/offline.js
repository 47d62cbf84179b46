// The counter without network: numbers reserved before, lines kept in this browser and sent when the network is back.
// A line goes with its own key: sent twice, the server answers the same and registers once.
import { startFields } from "./fields.js";
import { answered, blocks, forget, learn, lines, nextFree, write } from "./offline-store.js";

const page = document.body;
const one = (name) => document.querySelector(`[data-${name}]`);
const BATCH = 20;
const PATIENCE = 8000;
const DAYS = 3 * 24 * 3600 * 1000;
const told = new BroadcastChannel("condica-fara-retea");
let token = "";
let network = "unknown"; // "online", "offline", "signed-out"
let drift = 0; // how far this computer's clock is ahead of the server's
let last = null;

const pad = (number) => String(number).padStart(2, "0");
const day = (moment) => `${pad(moment.getDate())}.${pad(moment.getMonth() + 1)}.${moment.getFullYear()}`;
const clock = (moment) => `${pad(moment.getHours())}:${pad(moment.getMinutes())}`;
const counted = (n, alone, many) => n === 1 ? `un ${alone}` : n % 100 === 0 || n % 100 > 19 ? `${n} de ${many}` : `${n} ${many}`;

// An address on the network without HTTPS has no crypto.randomUUID.
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), ...options });
    network = answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404 ? "signed-out" : "online";
    return network === "online" && answer.ok ? await answer.json() : null;
  } catch {
    network = "offline";
    return null;
  }
}

async function refresh() {
  const answer = await ask(page.dataset.numbers, { cache: "no-store" });
  if (!answer) return;
  token = answer.token;
  drift = Date.now() - Date.parse(answer.now);
  await learn(answer.blocks);
}

const sendable = (line) => ({ block: line.block, key: line.key, value: line.value, words: line.words, said_at: line.said_at });

async function sendAll() {
  const waiting = (await lines()).filter((line) => line.state === "queued").sort((a, b) => a.said_at < b.said_at ? -1 : 1);
  for (let place = 0; place < waiting.length; place += BATCH) {
    const body = JSON.stringify({ lines: waiting.slice(place, place + BATCH).map(sendable) });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await ask(page.dataset.send, { method: "POST", headers, body });
    if (!answer) return;
    await answered(answer.answers);
  }
}

// One tab at a time; where the browser has no locks, the keys of the lines are enough.
async function work() {
  await refresh();
  if (network === "online") {
    await (navigator.locks ? navigator.locks.request("condica-trimite", { ifAvailable: true }, (lock) => lock && sendAll()) : sendAll());
  }
  await show();
  told.postMessage("changed");
}

function stateWords(waiting) {
  const left = waiting ? `${counted(waiting, "rând așteaptă", "rânduri așteaptă")} în acest calculator` : "";
  if (network === "signed-out") return `Cu rețea, dar fără cont deschis${left ? `: ${left}` : ""}.`;
  if (network === "offline") return left ? `Fără rețea: ${left}.` : "Fără rețea. Ce scrii se ține aici.";
  if (network === "unknown") return "Se verifică rețeaua…";
  const off = Math.round(Math.abs(drift) / 60000);
  if (off > 5) return `Cu rețea. Ceasul acestui calculator este cu ${counted(off, "minut", "minute")} ${drift > 0 ? "înainte" : "în urmă"}: îndreaptă-l.`;
  return left ? `Cu rețea: ${left}, se trimit.` : "Cu rețea. Toate rândurile au plecat.";
}

function words(line, block) {
  const at = new Date(line.said_at);
  const said = {
    queued: line.told ? `nu a plecat: ${line.told}` : "așteaptă rețeaua",
    waiting: `trimis; o hotărâre la registratură: ${line.told}`,
    registered: `înregistrat: ${line.number}`,
  }[line.state];
  return `${day(at)} ${clock(at)} · ${said}${block ? ` · ${block.desk}` : ""}`;
}

function showLines(all, known) {
  const list = one("lines");
  const shape = document.querySelector("template[data-line]");
  list.replaceChildren(...all.slice(0, 50).map((line) => {
    const row = shape.content.cloneNode(true);
    row.querySelector("li").dataset.kept = line.state;
    row.querySelector("[data-number]").textContent = line.value;
    row.querySelector("[data-subject]").textContent = line.subject ?? "trimis";
    row.querySelector("[data-words]").textContent = words(line, known.get(line.block));
    return row;
  }));
  one("empty").hidden = all.length > 0;
}

function showBlocks(all) {
  const select = one("blocks");
  const chosen = Number(select.value) || Number(localStorage.getItem("cd-block"));
  select.replaceChildren(...all.map((block) => new Option(`${block.name}, ${block.desk}`, block.id, false, block.id === chosen)));
}

async function showNumber() {
  const block = Number(one("blocks").value);
  const free = block ? await nextFree(block) : null;
  const known = (await blocks()).find((other) => other.id === block);
  one("next").textContent = free === null ? "–" : `${known.prefix}${free}`;
  one("none").hidden = free !== null || network === "unknown";
  one("form").querySelector("[type=submit]").toggleAttribute("data-off", free === null);
}

async function show() {
  const [all, known] = await Promise.all([lines(), blocks()]);
  all.sort((a, b) => a.said_at < b.said_at ? 1 : -1);
  const waiting = all.filter((line) => line.state === "queued").length;
  one("state").dataset.state = network;
  one("state-words").textContent = stateWords(waiting);
  one("count").textContent = waiting ? `${waiting} de trimis` : "";
  one("sign-in-note").hidden = network !== "signed-out";
  one("sign-in-link").href = page.dataset.signIn;
  showBlocks(known);
  showLines(all, new Map(known.map((block) => [block.id, block])));
  await showNumber();
}

function give(line, block) {
  const at = new Date(line.said_at);
  last = { line, block, number: `${block.prefix}${line.value}/${day(at)}` };
  one("given-number").textContent = last.number;
  one("given-words").textContent = `${line.subject} · ${clock(at)} · ${block.desk}`;
  one("given").hidden = false;
}

function slip() {
  const paper = one("slip-paper");
  const rows = [last.block.register, `Nr. ${last.number}, ora ${clock(new Date(last.line.said_at))}`, last.block.desk, last.line.subject];
  paper.replaceChildren(...rows.map((text, place) => Object.assign(document.createElement(place === 1 ? "b" : "p"), { textContent: text })));
  window.print();
}

async function save(event) {
  event.preventDefault();
  const form = event.target;
  const given = Object.fromEntries(new FormData(form));
  const row = form.querySelector("[data-row=subject]");
  row.querySelector("[data-error]").hidden = Boolean(given.subject.trim());
  row.classList.toggle("cd-bad", !given.subject.trim());
  const id = Number(one("blocks").value);
  const block = (await blocks()).find((other) => other.id === id);
  if (!given.subject.trim()) return form.elements.subject.focus();
  if (!block || form.dataset.saving) return;
  form.dataset.saving = "1";
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  const line = await write(id, { key: newKey(), words: filled, subject: given.subject, said_at: new Date().toISOString() });
  delete form.dataset.saving;
  if (line) {
    give(line, block);
    form.reset();
    form.elements.subject.focus();
  }
  await show();
  work();
}

function onKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    one("form").requestSubmit();
  }
}

async function start() {
  startFields();
  one("form").addEventListener("submit", save);
  one("slip").addEventListener("click", slip);
  one("blocks").addEventListener("change", () => {
    localStorage.setItem("cd-block", one("blocks").value);
    showNumber();
  });
  document.addEventListener("keydown", onKey);
  addEventListener("online", work);
  addEventListener("offline", work);
  told.addEventListener("message", show);
  await forget(new Date(Date.now() - DAYS).toISOString());
  await show();
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope }).catch(() => {});
    navigator.storage?.persist?.();
  }
  await work();
  setInterval(work, 20_000);
}

start();
