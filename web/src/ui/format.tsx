import type { Money as Amount } from '@og-tickets/contract/money.ts';
import { useSyncExternalStore } from 'react';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { type Language, useLanguage } from '../words/language.ts';
import { dateFormat, moneyFormat } from './formats.ts';
import { deviceTimeZone } from './time-zone.ts';

/** `90,00 €` in French, `€90.00` in English. `short` leaves out `,00`: `90 €`. */
export function formatMoney(amount: Amount, language: Language, short = false): string {
  return moneyFormat(language, amount.currency, short).format(amount.cents / 100);
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
  const date = new Date(at);
  const format = (options: Intl.DateTimeFormatOptions) => dateFormat(language, { timeZone, ...options }).format(date);
  const time = () => hourText(format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }), language);
  switch (show) {
    case 'day':
      return format({ weekday: 'long', day: 'numeric', month: 'long' });
    case 'time':
      return time();
    case 'full': {
      const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
      return language === 'fr' ? `${day} à ${time()}` : `${day}, ${time()}`;
    }
    case 'short':
      return `${format({ day: 'numeric', month: 'short' })}, ${time()}`;
  }
}

/** French writes hours as `9 h 05`, with spaces that do not break; Intl gives `09:05`. */
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
 * An instant as the clock of this device shows it, undefined where that is what the clock at the venue shows: `19 h 15`, with the
 * day when it is another one there, `28 juil., 3 h 15`.
 */
export function timeElsewhere(at: string, timeZone: string, here: string, language: Language): string | undefined {
  if (timeZone === here) return undefined;
  const [there, own] = [formatDate(at, timeZone, 'short', language), formatDate(at, here, 'short', language)];
  if (there === own) return undefined;
  const sameDay = formatDate(at, timeZone, 'day', language) === formatDate(at, here, 'day', language);
  return sameDay ? formatDate(at, here, 'time', language) : own;
}

/** The same instant at the hour of whoever reads, where their clock shows another one than the venue's; nothing else. */
export function OwnTime({ at, timeZone, className = '' }: { at: string; timeZone: string; className?: string }) {
  const language = useLanguage();
  const w = useWords(commonWords);
  // A server knows no clock but its own: pages drawn there say it once they run in a browser.
  const here = useSyncExternalStore(neverChanges, deviceTimeZone, () => timeZone);
  const text = timeElsewhere(at, timeZone, here, language);
  return text === undefined ? null : <span className={`text-muted ${className}`}>({w.yourTime(text)})</span>;
}

const neverChanges = () => () => undefined;
