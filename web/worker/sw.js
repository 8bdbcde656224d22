/**
 * Lets the screen open without a network: the page, and the files that it begins with. Answers of
 * the API pass by; which version is shown is the server's word whenever it can be asked.
 */
const VERSION = '__VERSION__';
const ENTRY = '__ENTRY__';
const FILES = ['__FILES__'];

const NAME = `huolang-app-${VERSION}`;
const PAGE = '/';
const PATIENCE = 5_000;

async function install() {
  const cache = await caches.open(NAME);
  const page = await fetch(PAGE, { cache: 'no-cache' });
  // Just being replaced: the next visit brings the next worker.
  if (!page.ok || !(await page.clone().text()).includes(ENTRY)) throw new Error('another version');
  await cache.put(PAGE, page);
  await cache.addAll(FILES);
  await self.skipWaiting();
}

/** Pages that are still open have parts of their own version to load: one earlier stays. */
async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith('huolang-app-'));
  const earlier = names.filter((name) => name !== NAME).slice(0, -1);
  await Promise.all(earlier.map((name) => caches.delete(name)));
  await self.clients.claim();
}

function late() {
  return new Promise((_, refuse) => {
    setTimeout(() => refuse(new Error('late')), PATIENCE);
  });
}

/** The server's page; without an answer the one that is kept, which then asks what is newer. */
async function page(request) {
  try {
    return await Promise.race([fetch(request), late()]);
  } catch (error) {
    const kept = await caches.open(NAME).then((cache) => cache.match(PAGE));
    if (kept) return kept;
    throw error;
  }
}

/** Files whose names change with their content: whatever is kept is right. */
async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(NAME);
    await cache.put(request, answer.clone());
  }
  return answer;
}

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !/^\/(api|_allauth|static|metrics)(\/|$)/.test(pathname)) {
    event.respondWith(page(request));
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(file(request));
  }
});
