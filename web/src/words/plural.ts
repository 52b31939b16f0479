import { type Language, localeOf } from './language.ts';

const rules = new Map<Language, Intl.PluralRules>();

/**
 * The form of a word for a count, by the language's own rule: in French 0 and 1 are singular, in English only 1 is.
 * `plural('fr', 3, 'place', 'places')` is `3 places`, with a no-break space.
 */
export function plural(language: Language, count: number, one: string, other: string): string {
  let rule = rules.get(language);
  if (!rule) {
    rule = new Intl.PluralRules(localeOf(language));
    rules.set(language, rule);
  }
  const form = rule.select(count) === 'one' ? one : other;
  return `${count.toLocaleString(localeOf(language))}\u00a0${form}`;
}
