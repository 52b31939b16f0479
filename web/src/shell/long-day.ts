import { type Language, localeOf } from '../words/language.ts';

/** A calendar day, `2026-11-23`, with its year in words: `23 novembre 2026`. */
export function longDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}
