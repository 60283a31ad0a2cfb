// One thing only: where the network is gone, a page that was asked for is answered by the copy of the next session that
// app/offline/copy.ts has put here. Everything else never passes through, so a new deployment has nothing old to fear.

const COPY = "meridian-next-session";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  // The page is asked for while this wakes up: being here costs a visit nothing.
  event.waitUntil(Promise.all([self.clients.claim(), self.registration.navigationPreload?.enable()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(pageOrCopy(event));
  else if (isPartOfCopy(request)) event.respondWith(fetch(request).catch(() => kept(request)));
});

async function pageOrCopy(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return kept("/offline");
  }
}

/** Styles, fonts and the script of the copy: they are static, and are asked for by name. */
const isPartOfCopy = ({ url }) => /^\/(assets\/.+\.(css|woff2)|offline\.js)$/.test(new URL(url).pathname);

async function kept(request) {
  const copy = await caches.open(COPY);
  return (await copy.match(request)) ?? Response.error();
}
