/** A round of the event loop in which calls took less than this leaves nobody waiting. */
const shortRoundMs = 10;
/** Only short rounds end a crowd; one that lasted this long without any is no burst. */
const burstMs = 100;

/** What a call finds: how long calls before it have kept this round busy, and whether rounds have long been like that. */
export interface RoundNow {
  sinceMs: number;
  isCrowded: boolean;
}

/**
 * Follows the rounds of the event loop by the calls that come in them. All that are ready when a round begins wait for each
 * other, so the length of a round is the queue. A burst makes one long round and is over; when no round has been short for a
 * while, more comes than goes: the rule of controlled delay (CoDel: Nichols and Jacobson, ACM Queue 10(5), 2012), with the
 * two patiences that Maurer gives it for servers (Fail at Scale, ACM Queue 13(8), 2015).
 */
export class LoopRounds {
  readonly #nowMs: () => number;
  readonly #afterRound: (work: () => void) => void;
  #beganAtMs: number | null = null;
  #endedAtMs = Number.NEGATIVE_INFINITY;
  /** Since when no round was short; null while they are. */
  #longSinceMs: number | null = null;

  constructor(
    nowMs: () => number = () => performance.now(),
    afterRound: (work: () => void) => void = (work) => void setImmediate(work),
  ) {
    this.#nowMs = nowMs;
    this.#afterRound = afterRound;
  }

  /** To be asked by each call as it comes in. */
  come(): RoundNow {
    const nowMs = this.#nowMs();
    if (this.#beganAtMs === null) {
      this.#beganAtMs = nowMs;
      // Nothing to do for a while: nobody waited.
      if (nowMs - this.#endedAtMs > shortRoundMs) this.#longSinceMs = null;
      this.#afterRound(() => this.#end());
    }
    return { sinceMs: nowMs - this.#beganAtMs, isCrowded: this.#isCrowdedAt(nowMs) };
  }

  /** More comes than goes. */
  get isCrowded(): boolean {
    const nowMs = this.#nowMs();
    return nowMs - this.#endedAtMs <= shortRoundMs + burstMs && this.#isCrowdedAt(nowMs);
  }

  #isCrowdedAt(nowMs: number): boolean {
    return this.#longSinceMs !== null && nowMs - this.#longSinceMs > burstMs;
  }

  #end(): void {
    const nowMs = this.#nowMs();
    const beganAtMs = this.#beganAtMs ?? nowMs;
    if (nowMs - beganAtMs < shortRoundMs) this.#longSinceMs = null;
    else this.#longSinceMs ??= beganAtMs;
    this.#beganAtMs = null;
    this.#endedAtMs = nowMs;
  }
}
