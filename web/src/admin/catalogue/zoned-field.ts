/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(atMs);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const wall = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`;
  return Date.parse(wall) - Math.floor(atMs / 1000) * 1000;
}

/** True for a time zone that this browser knows. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** An instant as a `datetime-local` field shows it, on the wall of a venue: `2026-07-26T19:30`. Empty for none. */
export function toZonedField(at: string | null, timeZone: string): string {
  if (at === null) return '';
  const atMs = Date.parse(at);
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 16);
}

/** The instant of a `datetime-local` field on the wall of a venue; null for an empty one. */
export function fromZonedField(text: string, timeZone: string): string | null {
  const wallMs = Date.parse(`${text}Z`);
  if (text === '' || Number.isNaN(wallMs)) return null;
  const guessMs = wallMs - offsetMs(wallMs, timeZone);
  // Near a change of the clock the first guess may have the other offset.
  return new Date(wallMs - offsetMs(guessMs, timeZone)).toISOString();
}
