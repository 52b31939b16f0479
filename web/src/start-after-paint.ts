// The first script of a document that the server drew: it asks for the others once the page is painted. Until then they would
// only take the line and the processor from what is looked at.

/** A browser that tells of no painting starts after this. */
const PATIENCE_MS = 2_000;

startAfterPaint();

function startAfterPaint(): void {
  const scripts = document.querySelector<HTMLElement>('script[data-scripts]')?.dataset.scripts?.split(' ') ?? [];
  let isStarted = false;
  const start = () => {
    if (isStarted) return;
    isStarted = true;
    // All are asked for at once and run one after the other, each by itself: the page answers to fingers in between.
    for (const src of scripts) addScript(src);
  };
  // A page in the background is not painted; it is made ready for when it is looked at.
  if (document.visibilityState === 'hidden') return start();
  document.addEventListener('visibilitychange', start, { once: true });
  setTimeout(start, PATIENCE_MS);
  new PerformanceObserver((seen) => {
    if (seen.getEntriesByName('first-contentful-paint').length > 0) start();
  }).observe({ type: 'paint', buffered: true });
}

function addScript(src: string): void {
  const script = document.createElement('script');
  Object.assign(script, { type: 'module', crossOrigin: 'anonymous', async: false, src });
  document.head.append(script);
}
