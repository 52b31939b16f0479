import { type Language, localeOf } from '../../words/language.ts';

/** A calendar day, `2026-07-27`, in words: `lundi 27 juillet`, or `27 juil.` when short. Days have no time zone. */
export function dayText(day: string, language: Language, short = false): string {
  const options: Intl.DateTimeFormatOptions = short
    ? { day: 'numeric', month: 'short' }
    : { weekday: 'long', day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' }).format(new Date(day));
}
