/** Asking takes long enough to be felt where a page asks for each of its dates; devices that travel are noticed after this. */
const KNOWN_FOR_MS = 60_000;

let known: { zone: string; atMs: number } | undefined;

/** The time zone of this device, for deadlines and dates that belong to no venue. */
export function deviceTimeZone(): string {
  const nowMs = performance.now();
  if (known === undefined || nowMs - known.atMs > KNOWN_FOR_MS) {
    known = { zone: new Intl.DateTimeFormat().resolvedOptions().timeZone, atMs: nowMs };
  }
  return known.zone;
}

/** What calendar and clock of this device show at an instant (ISO 8601): `2026-07-27 19:15`. Asks for no format, as `wallClock` does. */
export function deviceClock(at: string): string {
  const date = new Date(at);
  const [month, day, hour, minute] = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes()].map(
    (part) => String(part).padStart(2, '0'),
  );
  return `${date.getFullYear()}-${month}-${day} ${hour}:${minute}`;
}
