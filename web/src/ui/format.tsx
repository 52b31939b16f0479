import type { Money as Amount } from '@og-tickets/contract/money.ts';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { type Language, useLanguage } from '../words/language.ts';
import { amountText, dayText, wallClock } from './formats.ts';
import { deviceClock } from './time-zone.ts';
import { useHydrated } from './use-hydrated.ts';

/** `90,00 €` in French, `€90.00` in English. `short` leaves out `,00`: `90 €`. */
export function formatMoney(amount: Amount, language: Language, short = false): string {
  return amountText(amount.cents, amount.currency, language, short);
}

/** An amount in the language shown, with figures of equal width. */
export function Money({ amount, short = false }: { amount: Amount; short?: boolean }) {
  const language = useLanguage();
  return <span className="figures whitespace-nowrap">{formatMoney(amount, language, short)}</span>;
}

/** Parts of an instant to show: `full` is day and hour, `short` the same in few characters. */
export type DateShow = 'day' | 'time' | 'full' | 'short';

/**
 * An instant (ISO 8601) in the time zone of a venue: `mercredi 31 juillet`, `19 h 15`,
 * `mercredi 31 juillet 2026 à 19 h 15`, `31 juil., 19 h 15`.
 */
export function formatDate(at: string, timeZone: string, show: DateShow, language: Language): string {
  return clockText(wallClock(at, timeZone), show, language);
}

/** What calendar and clock show, `2026-07-31 19:15`, in words. */
function clockText(wall: string, show: DateShow, language: Language): string {
  const [day = '', clock = ''] = wall.split(' ');
  const time = hourText(clock, language);
  switch (show) {
    case 'day':
      return dayText(day, language);
    case 'time':
      return time;
    case 'full':
      return `${dayText(day, language, 'full')}${language === 'fr' ? ' à' : ','} ${time}`;
    case 'short':
      return `${dayText(day, language, 'chip')}, ${time}`;
  }
}

/** French writes hours as `9 h 05`, with spaces that do not break; a clock shows `09:05`. */
function hourText(clock: string, language: Language): string {
  if (language !== 'fr') return clock;
  const [hour = '', minute = ''] = clock.split(':');
  return `${Number(hour)}\u00a0h\u00a0${minute}`;
}

/** An instant in the venue's time zone and the language shown, in a `time` element. */
export function DateTime({ at, timeZone, show = 'full' }: { at: string; timeZone: string; show?: DateShow }) {
  const language = useLanguage();
  return <time dateTime={at}>{formatDate(at, timeZone, show, language)}</time>;
}

/**
 * An instant as the reader's own clock shows it, undefined where that is what the clock at the venue shows: `19 h 15`, with the
 * day when it is another one there, `28 juil., 3 h 15`. Clocks as of `wallClock`.
 */
export function timeElsewhere(there: string, own: string, language: Language): string | undefined {
  if (there === own) return undefined;
  return clockText(own, there.slice(0, 10) === own.slice(0, 10) ? 'time' : 'short', language);
}

/** The same instant at the hour of whoever reads, where their clock shows another one than the venue's; nothing else. */
export function OwnTime({ at, timeZone, className = '' }: { at: string; timeZone: string; className?: string }) {
  const language = useLanguage();
  const w = useWords(commonWords);
  // A server knows no clock but its own: pages drawn there say it once they run in a browser.
  const text = useHydrated() ? timeElsewhere(wallClock(at, timeZone), deviceClock(at), language) : undefined;
  return text === undefined ? null : <span className={`text-muted ${className}`}>({w.yourTime(text)})</span>;
}
