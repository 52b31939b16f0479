import { daysLater } from '@og-tickets/contract/rules/shop-day.ts';

/** Days of the shop's zone, both included, as `2026-07-31`. */
export interface Period {
  from: string;
  to: string;
}

/**
 * Sums of one grain, from the first moment of a day until before that of another, which are added to a period or, being too many,
 * taken away from it.
 */
export interface Span {
  grain: 'day' | 'month';
  from: string;
  before: string;
  sign: 1 | -1;
}

const dayMs = 86_400_000;
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** How many days a period has; 0 or less when it ends before it begins. */
export function daysIn({ from, to }: Period): number {
  return (midnight(to) - midnight(from)) / dayMs + 1;
}

/** The first day of the month that begins closest to a day. */
function closestMonth(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const daysOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return dayOf(Date.UTC(year, date - 1 <= daysOfMonth / 2 ? month - 1 : month, 1));
}

/**
 * The fewest sums that are a period: the whole months between the beginnings of months that are closest to its ends, and at each
 * end the days that are still missing, or those that are too many.
 */
export function spansOf({ from, to }: Period): Span[] {
  const before = daysLater(to, 1);
  const [firstMonth, lastMonth] = [closestMonth(from), closestMonth(before)];
  if (firstMonth >= lastMonth) return [{ grain: 'day', from, before, sign: 1 }];
  return [
    { grain: 'month', from: firstMonth, before: lastMonth, sign: 1 },
    ...daysBetween(from, firstMonth),
    ...daysBetween(lastMonth, before),
  ];
}

/** Days from one until before another; to be taken away when the other is earlier. */
function daysBetween(from: string, before: string): Span[] {
  if (from === before) return [];
  return from < before
    ? [{ grain: 'day', from, before, sign: 1 }]
    : [{ grain: 'day', from: before, before: from, sign: -1 }];
}
