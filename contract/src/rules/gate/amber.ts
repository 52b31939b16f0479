/** An hour, within which a scanner may let in so many unknown tickets. */
const WINDOW_MS = 3_600_000;

/**
 * How many unknown tickets a scanner may still let in without network. `letInAtMs` holds when it did before; a moment
 * later than now counts too, so that a clock that is set back gives no new ones.
 */
export function amberLeft(letInAtMs: readonly number[], perHour: number, nowMs: number): number {
  return Math.max(0, perHour - letInAtMs.filter((atMs) => atMs > nowMs - WINDOW_MS).length);
}
