import { useSyncExternalStore } from 'react';

const KEY = 'og-tickets.seen-sessions';
/** Remembered on this device, the last one first. */
const KEPT = 8;
const NONE: readonly string[] = [];

let seen: readonly string[] | undefined;
const listeners = new Set<() => void>();

/** Codes of the sessions looked at last on this device; empty until the page runs in a browser. Never sent anywhere. */
export function useSeenSessions(): readonly string[] {
  return useSyncExternalStore(listen, currentlySeen, () => NONE);
}

/** Remembers that a session was looked at. */
export function noteSeen(code: string): void {
  if (currentlySeen()[0] === code) return;
  keep(withSeen(currentlySeen(), code));
}

/** Forgets one session, or all of them. */
export function forgetSeen(code?: string): void {
  keep(code === undefined ? NONE : currentlySeen().filter((other) => other !== code));
}

/** The list with this session in front, each once, the oldest dropped. */
export function withSeen(codes: readonly string[], code: string): string[] {
  return [code, ...codes.filter((other) => other !== code)].slice(0, KEPT);
}

/** Codes in what storage holds, which anybody may have written. */
export function readSeen(text: string | null): readonly string[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(stored)) return NONE;
    return stored.filter((code) => typeof code === 'string' && /^[A-Za-z0-9-]{1,20}$/.test(code)).slice(0, KEPT);
  } catch {
    return NONE;
  }
}

function currentlySeen(): readonly string[] {
  seen ??= readSeen(storedText());
  return seen;
}

function storedText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(codes: readonly string[]): void {
  seen = codes;
  try {
    if (codes.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(codes));
  } catch {
    // Storage is switched off: the list lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
