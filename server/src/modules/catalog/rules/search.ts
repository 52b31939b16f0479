import { foldedWords, foldText } from '@og-tickets/contract/rules/fold-text.ts';

export { foldText as normalizeSearch } from '@og-tickets/contract/rules/fold-text.ts';

/** Words of a search beyond this many are ignored: a sentence of 80 characters rarely has more. */
const searchWordsMax = 12;

/** The folded words of what a visitor typed, each once. They hold no LIKE wildcard. */
export function searchWords(query: string): string[] {
  return foldedWords(query).slice(0, searchWordsMax);
}

/** Folds several texts into the one that a session is searched by; a word that repeats stands once. */
export function searchTextOf(parts: readonly (string | null)[]): string {
  const words = foldText(parts.filter((part) => part !== null).join(' ')).split(' ');
  return [...new Set(words)].join(' ');
}
