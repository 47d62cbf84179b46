// The worker of the counter without network: keeps the page and its files, so that both open with the cable pulled.
// `self.condica` (which files, which page, which build) is written before this text by the server.
const { version, page, files } = self.condica;
const NAME = `condica-fara-retea-${version}`;

// All or nothing: a page that comes from the sign-in instead of from us must not be kept.
async function keep() {
  const cache = await caches.open(NAME);
  const shell = await fetch(page, { credentials: "same-origin", cache: "no-store" });
  if (!shell.ok || shell.redirected) throw new Error("Pagina nu a putut fi ținută.");
  await cache.put(page, shell);
  await cache.addAll(files);
  await self.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("condica-fara-retea-") && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(request, path) {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === page || files.includes(url.pathname)) event.respondWith(kept(event.request, url.pathname));
});
