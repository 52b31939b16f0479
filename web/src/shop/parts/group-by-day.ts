import { wallClock } from '../../ui/formats.ts';

/** What is needed to know on which day a session is. */
interface Dated {
  startsAt: string;
  /** IANA zone of the venue. */
  timezone: string;
}

/** The sessions of one day of their venues. */
export interface DayGroup<T> {
  /** Such as `2026-07-27`. */
  day: string;
  items: T[];
}

/** The day of a session on the calendar of its venue, `2026-07-27`. */
export function dayOf({ startsAt, timezone }: Dated): string {
  return wallClock(startsAt, timezone).slice(0, 10);
}

/**
 * Groups sessions by the day of their venue, days in order. A list by start time may go back a day between zones: the
 * session still joins its day.
 */
export function groupByDay<T extends Dated>(items: readonly T[]): DayGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const day = dayOf(item);
    const group = groups.get(day);
    if (group) group.push(item);
    else groups.set(day, [item]);
  }
  return [...groups].map(([day, group]) => ({ day, items: group })).toSorted((a, b) => (a.day < b.day ? -1 : 1));
}
