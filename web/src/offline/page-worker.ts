/** What a service worker keeps, and for which pages. */
export interface PageWorker {
  /** What the names of its caches start with. */
  prefix: string;
  /** A name of this very build and the paths to keep. */
  build: { id: string; files: readonly string[] };
  /** The page that is shown without a connection. */
  shell: string;
  /** A network that has not answered by then is as good as none. */
  patienceMs: number;
  isOurs: (path: string) => boolean;
}

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/**
 * Lets pages start without a connection. Pages come from the network when there is one, so that nobody stays on an old
 * version after a deploy; files with a hash in their name come from what is kept. Calls of the API always pass through.
 */
export function keepPages({ prefix, build, shell, patienceMs, isOurs }: PageWorker): void {
  const cacheName = `${prefix}${build.id}`;

  worker.addEventListener('install', (event) => {
    event.waitUntil(
      caches
        .open(cacheName)
        .then((cache) => cache.addAll([shell, ...build.files]))
        .then(() => worker.skipWaiting()),
    );
  });

  worker.addEventListener('activate', (event) => {
    event.waitUntil(dropOldCaches(prefix, cacheName).then(() => worker.clients.claim()));
  });

  worker.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
    if (request.mode === 'navigate' && isOurs(url.pathname)) event.respondWith(page(request, { shell, patienceMs }));
    else if (url.pathname.startsWith('/assets/')) event.respondWith(file(request));
  });
}

async function page(request: Request, { shell, patienceMs }: { shell: string; patienceMs: number }): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
  } catch {
    return (await caches.match(shell)) ?? Response.error();
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** The last build's files stay: a page of it may still be open and ask for one of its parts. */
async function dropOldCaches(prefix: string, cacheName: string): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}
