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
