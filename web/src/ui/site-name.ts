import { useSyncExternalStore } from 'react';

let name = 'OG-Tickets';
const listeners = new Set<() => void>();

/** Says how the shop calls itself from now on. */
export function setSiteName(next: string): void {
  if (next === name) return;
  name = next;
  for (const listener of listeners) listener();
}

/** The shop's name: in the header, and at the end of every document title. */
export function useSiteName(): string {
  return useSyncExternalStore(listen, siteName, siteName);
}

function siteName(): string {
  return name;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
