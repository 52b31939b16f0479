import { type Language, localeOf } from './language.ts';

/**
 * The form of a word for a count, by the language's own rule: in French 0 and 1 are singular, in English only 1 is.
 * `plural('fr', 3, 'place', 'places')` is `3 places`, with a no-break space.
 */
export function plural(language: Language, count: number, one: string, other: string): string {
  const isOne = language === 'fr' ? count < 2 : count === 1;
  // The first number that a browser is asked to write takes it long, and most have nothing to group.
  const figures = count < 1_000 ? String(count) : count.toLocaleString(localeOf(language));
  return `${figures}\u00a0${isOne ? one : other}`;
}
