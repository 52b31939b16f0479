/** How often something was asked for in its window of time, and how long that window still lasts. */
export interface CallCount {
  /** This call included. */
  calls: number;
  leftMs: number;
}

/** Counts calls in windows that begin with the first call of a key. */
export interface CallCounts {
  /** Counts one call. `key` says who asks for what; it is kept by nobody in the clear. */
  count(key: string, windowMs: number): Promise<CallCount>;
}

/** Keys that one process remembers at most; the one that began first goes first. */
const keysMost = 20_000;

/** Counts of one process. */
export class OwnCallCounts implements CallCounts {
  readonly #nowMs: () => number;
  readonly #windows = new Map<string, { calls: number; endsAtMs: number }>();

  /** `nowMs`: a clock that never goes back. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  async count(key: string, windowMs: number): Promise<CallCount> {
    const nowMs = this.#nowMs();
    const known = this.#windows.get(key);
    const window = known === undefined || known.endsAtMs <= nowMs ? { calls: 0, endsAtMs: nowMs + windowMs } : known;
    window.calls += 1;
    if (window !== known) {
      this.#windows.delete(key);
      this.#windows.set(key, window);
      const [oldest] = this.#windows.keys();
      if (this.#windows.size > keysMost && oldest !== undefined) this.#windows.delete(oldest);
    }
    return { calls: window.calls, leftMs: Math.ceil(window.endsAtMs - nowMs) };
  }
}
