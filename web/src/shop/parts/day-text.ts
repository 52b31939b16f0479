import { dateFormat } from '../../ui/formats.ts';
import type { Language } from '../../words/language.ts';

const SHOWS = {
  /** `lundi 27 juillet` */
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  /** `lun. 27 juil.` */
  choice: { weekday: 'short', day: 'numeric', month: 'short' },
  /** `27 juil.` */
  chip: { day: 'numeric', month: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A calendar day, `2026-07-27`, in words. A day has no time zone. */
export function dayText(day: string, language: Language, show: keyof typeof SHOWS = 'long'): string {
  return dateFormat(language, { ...SHOWS[show], timeZone: 'UTC' }).format(new Date(day));
}
