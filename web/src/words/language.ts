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

/** Draws in this language from now on, without a word to anybody: on a server, before each drawing. */
export function setLanguage(language: Language): void {
  current = language;
}

/**
 * The language to begin with; call once, before the first render. `said`: what the address says; the one chosen on an earlier
 * visit counts where it says none.
 */
export function startLanguage(said: Language | undefined): void {
  const stored = readStored();
  current = said ?? stored ?? 'fr';
  // Saying what it says already would have the browser work out the style of the whole page again.
  if (document.documentElement.lang !== current) document.documentElement.lang = current;
  // The pages without a language in their address go on in that of the first one.
  if (said && !stored) store(said);
}

/** The language chosen on an earlier visit. */
export function chosenLanguage(): Language | undefined {
  return readStored();
}

/** Changes the language on the spot and remembers it on this device. */
export function chooseLanguage(language: Language): void {
  store(language);
  if (language === current) return;
  current = language;
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** The language now shown; the component renders again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguageChange, currentLanguage, currentLanguage);
}

/** Calls `listener` after each change of language; returns how to stop that. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function store(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
  }
}

function readStored(): Language | undefined {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return LANGUAGES.find((language) => language === stored);
  } catch {
    return undefined;
  }
}
