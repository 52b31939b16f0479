import { useMemo, useSyncExternalStore } from 'react';

const texts = new Map<string, string>();
const listeners = new Set<() => void>();

/**
 * State that survives a reload and a way back in this tab; the server and the first draw of the browser see it empty. `read` makes
 * the value of what was stored, which anybody may have written, null: nothing. Give the same function always.
 */
export function useKeptState<T extends object>(name: string, read: (stored: unknown) => T): [T, (value: T) => void] {
  const key = `og-tickets.kept.${name}`;
  const text = useSyncExternalStore(
    listen,
    () => load(key),
    () => null,
  );
  const value = useMemo(() => read(parsed(text)), [read, text]);
  return [value, (next) => save(key, JSON.stringify(next))];
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function load(key: string): string | null {
  const text = texts.get(key);
  if (text !== undefined) return text;
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function save(key: string, text: string): void {
  texts.set(key, text);
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Storage is switched off: it lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
