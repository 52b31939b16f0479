import type { Locale } from '@og-tickets/contract/common.ts';
import { currency } from '@og-tickets/contract/money.ts';

/** The region whose dates and figures a language uses. */
export const regions = { fr: 'fr-FR', en: 'en-GB' } as const;

/** Whole cents as people read them: `90,00 €`. */
export function formatCents(locale: Locale, cents: number): string {
  return new Intl.NumberFormat(regions[locale], { style: 'currency', currency }).format(cents / 100);
}

/** Day and time of a session as the clocks of its venue show them. `timezone` is an IANA zone. */
export function formatStart(locale: Locale, startsAt: string, timezone: string): string {
  return new Intl.DateTimeFormat(regions[locale], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone,
  }).format(new Date(startsAt));
}
