/**
 * Lets the pages start without a connection. Pages come from the network when there is one, so that nobody stays on an old
 * version after a deploy; files with a hash in their name come from what is kept. Calls of the API, and the gate and
 * payment pages, which have headers of their own, always pass through.
 */

/** Filled in by the build: a name of this very build and the paths to keep. */
declare const THIS_BUILD: { id: string; files: string[] };

const SHELL = '/';
/** A network that has not answered by then is as good as none. */
const PATIENCE_MS = 4_000;
const cacheName = `pages-${THIS_BUILD.id}`;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll([SHELL, ...THIS_BUILD.files]))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && isShopPage(url.pathname)) event.respondWith(page(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(file(request));
});

function isShopPage(path: string): boolean {
  return !/^\/(api|dev|controle|paiement|healthz|readyz|metrics)(\/|$)/.test(path);
}

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return (await caches.match(SHELL)) ?? Response.error();
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** The last build's files stay: a page of it may still be open and ask for one of its parts. */
async function dropOldCaches(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('pages-') && name !== cacheName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}
