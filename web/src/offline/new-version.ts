import { useSyncExternalStore } from 'react';

let isThere = false;
const listeners = new Set<() => void>();

/** The shop was deployed anew since this page was loaded. */
export function noteNewVersion(): void {
  isThere = true;
  for (const listener of listeners) listener();
}

/** True once a newer version of the pages is ready: the next load shows it. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isThere,
    () => false,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
