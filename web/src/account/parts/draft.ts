import { useEffect, useState } from 'react';

/** What a form keeps until it is sent: strings by name. Never a password, never a card. */
export type Draft = Readonly<Record<string, string>>;

/** Reads what was stored for a form; anything that is not one of its fields is left out. */
export function readDraft<D extends Draft>(stored: string | null, empty: D): D {
  const draft: Record<string, string> = { ...empty };
  for (const [name, value] of Object.entries(parsed(stored))) {
    if (Object.hasOwn(empty, name) && typeof value === 'string') draft[name] = value;
  }
  // Same keys as `empty`, all strings: the loop above adds nothing else.
  return draft as D;
}

/**
 * State of a form that survives a reload and a way back in this tab. `name` tells forms apart; `empty` has every field.
 * `change` sets some fields, `forget` ends the draft.
 */
export function useDraft<D extends Draft>(name: string, empty: D) {
  const key = `og-tickets.draft.${name}`;
  const [draft, setDraft] = useState(() => readDraft(load(key), empty));
  useEffect(() => save(key, draft), [key, draft]);
  return {
    draft,
    // Browsers fill in several fields at once: each change builds on the one before, not on what was drawn last.
    change: (some: Partial<D>) => setDraft((before) => ({ ...before, ...some })),
    forget: () => setDraft(empty),
  };
}

function parsed(stored: string | null): object {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function load(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function save(key: string, draft: Draft): void {
  try {
    if (Object.values(draft).every((value) => value === '')) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage is switched off: the draft lasts until the page is left.
  }
}
