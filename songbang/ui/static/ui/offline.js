// Pages on which one writes in the field open without a line as well. Always the office first; what was kept is shown
// only when it does not answer. Only pages that ask for it are kept, and none after somebody logs out.
const PAGES = "songbang-pages";
const PARTS = "songbang-parts";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (!event.data || !event.data.keep) return;
  event.waitUntil(caches.open(PAGES).then((kept) => kept.add(new Request(event.data.keep, { credentials: "same-origin" }))));
});
const keptOr = async (request, failed) => {
  const found = await caches.match(request, { ignoreVary: true });
  if (found) return found;
  throw failed;
};
const part = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.ok) (await caches.open(PARTS)).put(request, answer.clone());
    return answer;
  } catch (failed) { return keptOr(request, failed); }
};
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname.endsWith("/log-out/")) { event.waitUntil(caches.delete(PAGES)); return; }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch((failed) => keptOr(request, failed)));
  else if (pathname.startsWith("/static/")) event.respondWith(part(request));
});
