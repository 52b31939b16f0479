import { type Language, useLanguage } from './language.ts';

/**
 * Messages of one area: strings, functions that put numbers and strings into a sentence, or groups of these.
 * The type comes from the French book; the English one must `satisfies` it.
 */
export type Book<T> = Record<Language, T>;

/** The messages of `book` in the language now shown: `const w = useWords(shopWords)`. */
export function useWords<T>(book: Book<T>): T {
  return book[useLanguage()];
}
