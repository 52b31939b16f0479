/** How far two clocks that were set by each other may be apart. */
const driftMs = 60_000;

/**
 * When a scan was made, as far as the scanner's clock can be believed: not after the server learnt of it, and not before
 * the scans that come before it in the chain, of which `latestMs` is the latest. A clock that is off by less than a
 * minute is believed.
 */
export function believedMoment(scannedAtMs: number, { latestMs, nowMs }: { latestMs: number | null; nowMs: number }) {
  if (scannedAtMs > nowMs + driftMs) return nowMs;
  if (latestMs !== null && scannedAtMs < latestMs - driftMs) return Math.min(latestMs, nowMs);
  return scannedAtMs;
}
