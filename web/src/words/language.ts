import { useSyncExternalStore } from 'react';

/** The languages of the shop, the default first. */
export const LANGUAGES = ['fr', 'en'] as const;
/** One of the shop's languages. */
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'og-tickets.language';

let current: Language = 'fr';
const listeners = new Set<() => void>();

/** The language now shown, also sent to the server with each request. */
export function currentLanguage(): Language {
  return current;
}

/** The BCP 47 locale for numbers, prices and dates. */
export function localeOf(language: Language): string {
  return language === 'fr' ? 'fr-FR' : 'en-GB';
}

/** Shows the language chosen on an earlier visit; call once, before the first render. */
export function applyStoredLanguage(): void {
  const stored = readStored();
  if (stored) current = stored;
  document.documentElement.lang = current;
}

/** Changes the language on the spot and remembers it on this device. */
export function chooseLanguage(language: Language): void {
  current = language;
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

/** The language now shown; the component renders again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, currentLanguage);
}

/** Calls `listener` after each change of language; returns how to stop that. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readStored(): Language | undefined {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return LANGUAGES.find((language) => language === stored);
  } catch {
    return undefined;
  }
}
