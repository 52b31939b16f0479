const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Milliseconds until the next question when `asked` have been answered: half a second, doubled up to 15 seconds. */
export function pollDelayMs(asked: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, asked - 1), LONGEST_MS);
}
