// Keeps the technician's pages on the phone, so that they start without a network. Data is not kept here: the app
// has its own store. What the build made is listed in .vite/manifest.json; files of assets/ never change.
const CACHE = "sntry-tech-v1";
const PAGE = "/tech";
const BUILD = "/.vite/manifest.json";
const PATIENCE_MS = 3000;

function filesOf(manifest) {
  const files = new Set();
  const take = (name) => {
    const chunk = manifest[name];
    if (chunk === undefined || files.has(`/${chunk.file}`)) return;
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(`/${file}`);
    for (const next of chunk.imports ?? []) take(next);
  };
  for (const name of Object.keys(manifest)) if (name === "index.html" || name.startsWith("src/tech/") || name === "src/ops/sign-in.tsx") take(name);
  return files;
}

async function keepBuild() {
  const cache = await caches.open(CACHE);
  const [page, build] = await Promise.all([fetch(PAGE, { cache: "no-store" }), fetch(BUILD, { cache: "no-store" })]);
  if (!page.ok || !build.ok) throw new Error(`the build cannot be read: ${page.status}, ${build.status}`);
  const wanted = new Set([...filesOf(await build.json()), "/favicon.svg", "/theme.js", "/tech.webmanifest"]);
  const have = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await cache.addAll([...wanted].filter((file) => !have.has(file) || !file.startsWith("/assets/")));
  await cache.put(PAGE, page); // last: a page whose files are not all there would not start
  await Promise.all([...have].filter((file) => file.startsWith("/assets/") && !wanted.has(file)).map((file) => cache.delete(file)));
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepBuild().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

function within(ms, promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("too slow")), ms))]);
}

// The newest page where the network gives it in time, else the one that is kept; a new build is kept meanwhile.
async function page(request) {
  const kept = await caches.match(PAGE);
  try {
    const answer = await within(PATIENCE_MS, fetch(request));
    return answer.ok || kept === undefined ? answer : kept;
  } catch (error) {
    if (kept !== undefined) return kept;
    throw error;
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    event.respondWith(page(request));
    event.waitUntil(keepBuild().catch(() => undefined)); // no network: what is kept stays
  } else {
    event.respondWith(file(request));
  }
});
