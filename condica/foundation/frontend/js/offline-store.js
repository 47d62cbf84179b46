// What the counter without network keeps in this browser: blocks, their numbers, the lines that were written.
// One transaction takes the next number and writes the line: two tabs can't give the same number.

const NAME = "condica-fara-retea";
const STORES = ["blocks", "numbers", "lines"];

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
const finished = (work) => new Promise((resolve, reject) => {
  work.oncomplete = resolve;
  work.onabort = work.onerror = () => reject(work.error);
});
const ofBlock = (block) => IDBKeyRange.bound([block, 0], [block, Infinity]);

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("blocks", { keyPath: "id" });
    request.result.createObjectStore("numbers", { keyPath: ["block", "value"] });
    request.result.createObjectStore("lines", { keyPath: "key" });
  };
  return done(request);
}

let opened;
async function within(mode, work) {
  opened ??= open();
  const change = (await opened).transaction(STORES, mode);
  const answer = work(...STORES.map((name) => change.objectStore(name)));
  const [found] = await Promise.all([answer, finished(change)]);
  return found;
}

export const blocks = () => within("readonly", (kept) => done(kept.getAll()));
export const lines = () => within("readonly", (_, __, kept) => done(kept.getAll()));

export async function nextFree(block) {
  const all = await within("readonly", (_, numbers) => done(numbers.getAll(ofBlock(block))));
  return all.find((number) => number.state === "free")?.value ?? null;
}

// What the server says is free and was never used here is free; what it no longer says is gone.
export function learn(told) {
  return within("readwrite", async (kept, numbers, written) => {
    const unsent = new Set((await done(written.getAll())).map((line) => `${line.block}/${line.value}`));
    const before = await done(kept.getAll());
    for (const block of before.filter((one) => !told.some((other) => other.id === one.id))) {
      kept.delete(block.id);
      numbers.delete(ofBlock(block.id));
    }
    for (const block of told) {
      const { free, ...words } = block;
      kept.put(words);
      const known = new Map((await done(numbers.getAll(ofBlock(block.id)))).map((one) => [one.value, one.state]));
      for (const [value, state] of known) if (state === "free" && !free.includes(value)) numbers.delete([block.id, value]);
      for (const value of free) {
        if (!known.has(value)) numbers.put({ block: block.id, value, state: unsent.has(`${block.id}/${value}`) ? "used" : "free" });
      }
    }
  });
}

export function write(block, line) {
  return within("readwrite", async (_, numbers, kept) => {
    const all = await done(numbers.getAll(ofBlock(block)));
    const free = all.find((number) => number.state === "free");
    if (!free) return null;
    const whole = { ...line, block, value: free.value, state: "queued" };
    numbers.put({ ...free, state: "used" });
    kept.put(whole);
    return whole;
  });
}

// Once the register has the words, this browser needs them no more.
export function answered(answers) {
  return within("readwrite", async (_, __, kept) => {
    for (const answer of answers) {
      const line = await done(kept.get(answer.key));
      if (!line) continue;
      const { words, subject, ...rest } = line;
      if (answer.state === "refused") kept.put({ ...line, told: answer.told });
      else if (answer.state === "waiting") kept.put({ ...rest, subject, state: "waiting", told: answer.told });
      else kept.put({ ...rest, state: "registered", number: answer.number, url: answer.url, told: "" });
    }
  });
}

export function forget(before) {
  return within("readwrite", async (_, __, kept) => {
    for (const line of await done(kept.getAll())) {
      if (line.state === "registered" && line.said_at < before) kept.delete(line.key);
    }
  });
}
