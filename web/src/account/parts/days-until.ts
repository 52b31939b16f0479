import type { AccountWords } from '../../words/fr/account.ts';
import type { Language } from '../../words/language.ts';
import { formatDate } from '../../ui/format.tsx';
import { wallClock } from '../../ui/formats.ts';

const DAY_MS = 86_400_000;

/** How many midnights of a time zone lie between now and an instant (ISO 8601); negative once its day is over. */
export function daysUntil(at: string, timeZone: string, nowMs: number): number {
  const dayMs = (instant: string) => Date.parse(wallClock(instant, timeZone).slice(0, 10));
  return Math.round((dayMs(at) - dayMs(new Date(nowMs).toISOString())) / DAY_MS);
}

/** "Aujourd’hui à 19 h 30", "Demain à 19 h 30", "Dans 3 jours" by the calendar of the venue; undefined once the day is over. */
export function timeUntil(
  { startsAt, timezone }: { startsAt: string; timezone: string },
  nowMs: number,
  w: AccountWords['tickets'],
  language: Language,
): string | undefined {
  const days = daysUntil(startsAt, timezone, nowMs);
  if (days < 0) return undefined;
  if (days > 1) return w.inDays(days);
  const time = formatDate(startsAt, timezone, 'time', language);
  return days === 0 ? w.today(time) : w.tomorrow(time);
}
