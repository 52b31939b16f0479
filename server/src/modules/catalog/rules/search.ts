/** Words of a search beyond this many are ignored: a sentence of 80 characters rarely has more. */
const searchWordsMax = 12;

/**
 * Folds a text so that a search finds it whatever the accents, the case and the punctuation: decomposed (Unicode
 * compatibility form), marks dropped, lower case, everything but letters and digits a single space.
 */
export function normalizeSearch(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The folded words of what a visitor typed, each once. They hold no LIKE wildcard. */
export function searchWords(query: string): string[] {
  const words = normalizeSearch(query).split(' ').filter(Boolean);
  return [...new Set(words)].slice(0, searchWordsMax);
}

/** Folds several texts into the one that a session is searched by; a word that repeats stands once. */
export function searchTextOf(parts: readonly (string | null)[]): string {
  const words = normalizeSearch(parts.filter((part) => part !== null).join(' ')).split(' ');
  return [...new Set(words)].join(' ');
}
