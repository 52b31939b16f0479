import { shopTimeZone } from '../reports.ts';

const dayMs = 86_400_000;

/** The day so many days later, as `2026-07-31`. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The day of the shop's zone that this moment is in. */
export function shopDay(atMs: number): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: shopTimeZone, dateStyle: 'short' }).format(atMs);
}
