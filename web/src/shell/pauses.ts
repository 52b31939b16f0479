/** Lets the browser paint and answer to fingers before what follows: what a page starts with is too much for one go on a slow phone. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Work that nobody waits for begins after this, even on a page that is never at rest. */
const REST_PATIENCE_MS = 2_000;

/** Calls `work` when the browser has nothing else to do. */
export function whenAtRest(work: () => void): void {
  // Not in Safari.
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: REST_PATIENCE_MS });
  else setTimeout(work, REST_PATIENCE_MS);
}
