// The first script of a document that the server drew: it asks for the others once the page is painted. Until then they would
// only take the line and the processor from what is looked at.

/** A browser that tells of no painting starts after this. */
const PATIENCE_MS = 2_000;

startAfterPaint();

function startAfterPaint(): void {
  const [entry, ...others] =
    document.querySelector<HTMLElement>('script[data-scripts]')?.dataset.scripts?.split(' ') ?? [];
  if (entry === undefined) return;
  let isStarted = false;
  const start = () => {
    if (isStarted) return;
    isStarted = true;
    for (const href of others) addToHead('link', { rel: 'modulepreload', href });
    addToHead('script', { type: 'module', src: entry });
  };
  // A page in the background is not painted; it is made ready for when it is looked at.
  if (document.visibilityState === 'hidden') return start();
  document.addEventListener('visibilitychange', start, { once: true });
  setTimeout(start, PATIENCE_MS);
  new PerformanceObserver((seen) => {
    if (seen.getEntriesByName('first-contentful-paint').length > 0) start();
  }).observe({ type: 'paint', buffered: true });
}

function addToHead(name: 'link' | 'script', attributes: Record<string, string>): void {
  const element = document.createElement(name);
  element.setAttribute('crossorigin', '');
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  document.head.append(element);
}
