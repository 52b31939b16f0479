import type { Logger } from '../log.ts';
import type { KeyRing } from './key-ring.ts';

/** How often a running server looks whether a secret file has changed. */
export const keyFilesPollMs = 5_000;

/**
 * Lets a running server take over new keys without a restart. A file that cannot be taken over is logged once and
 * changes nothing. Returns what ends it.
 */
export function followKeyFiles(keys: KeyRing, log: Logger): () => void {
  let told: string | null = null;
  const timer = setInterval(() => {
    const fault = keys.lookAgain();
    if (fault !== null && fault !== told) log.error({ fault }, 'a changed secret file is unfit; the old keys stay');
    told = fault;
  }, keyFilesPollMs);
  timer.unref();
  return () => clearInterval(timer);
}
