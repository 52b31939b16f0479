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
  grain: 'day' | 'month' | 'year';
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

/** The first day of the month or year that begins closest to a day. */
function closest(grain: 'month' | 'year', day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const [begins, ends] =
    grain === 'year'
      ? [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
      : [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1)];
  return dayOf(midnight(day) - begins <= ends - midnight(day) ? begins : ends);
}

/**
 * The fewest sums that are a period: the whole years between the beginnings of years that are closest to its ends, and at each
 * end the months that are still missing, or those that are too many; and the same for days.
 */
export function spansOf({ from, to }: Period): Span[] {
  return spansBetween(from, daysLater(to, 1), ['year', 'month']);
}

/** Sums from a day until before another one; to be taken away when the other is earlier. */
function spansBetween(from: string, before: string, grains: readonly ('month' | 'year')[]): Span[] {
  if (from === before) return [];
  if (from > before) {
    return spansBetween(before, from, grains).map((span) => ({ ...span, sign: span.sign === 1 ? -1 : 1 }));
  }
  const [grain, ...finer] = grains;
  if (grain === undefined) return [{ grain: 'day', from, before, sign: 1 }];
  const [first, last] = [closest(grain, from), closest(grain, before)];
  if (first >= last) return spansBetween(from, before, finer);
  return [
    { grain, from: first, before: last, sign: 1 },
    ...spansBetween(from, first, finer),
    ...spansBetween(last, before, finer),
  ];
}
