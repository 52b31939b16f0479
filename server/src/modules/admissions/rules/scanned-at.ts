/**
 * The moment that a gate's clock showed, or null when it is none. The contract lets through what a calendar has, such
 * as a leap second or an offset of 23 hours; JavaScript and PostgreSQL each lack some of it.
 */
export function readScannedAt(text: string): Date | null {
  const moment = new Date(text.toUpperCase().replace(/:60(?=[.Z+-])/, ':59'));
  return Number.isNaN(moment.getTime()) ? null : moment;
}
