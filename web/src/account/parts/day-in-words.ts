import { type Language, localeOf } from '../../words/language.ts';

/** The day of a moment, where the reader is: `23 novembre 2026`. */
export function dayInWords(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long' }).format(new Date(instant));
}
