import { daysLater } from '@og-tickets/contract/rules/shop-day.ts';

/** Days of the shop's zone, both included, as `2026-07-31`. */
export interface Period {
  from: string;
  to: string;
}

/** Sums that together are a period: of one grain, from the first moment of a day until before that of another. */
export interface Span {
  grain: 'day' | 'month';
  from: string;
  before: string;
}

const dayMs = 86_400_000;
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** How many days a period has; 0 or less when it ends before it begins. */
export function daysIn({ from, to }: Period): number {
  return (midnight(to) - midnight(from)) / dayMs + 1;
}

/** The fewest sums that are a period: whole months as such, days before the first and after the last. */
export function spansOf({ from, to }: Period): Span[] {
  const before = daysLater(to, 1);
  const firstMonth = from.endsWith('-01') ? from : monthAfter(from);
  const lastMonth = `${before.slice(0, 8)}01`;
  if (firstMonth >= lastMonth) return [{ grain: 'day', from, before }];
  const spans: Span[] = [
    { grain: 'day', from, before: firstMonth },
    { grain: 'month', from: firstMonth, before: lastMonth },
    { grain: 'day', from: lastMonth, before },
  ];
  return spans.filter((span) => span.from < span.before);
}

function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return dayOf(Date.UTC(year, month, 1));
}

/** A period as days only, for what is said day by day. */
export function daySpan({ from, to }: Period): Span {
  return { grain: 'day', from, before: daysLater(to, 1) };
}
