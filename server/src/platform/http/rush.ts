import { performance } from 'node:perf_hooks';

/** A process in a rush answers at least so many calls a second, and its event loop is busy for this part of the time. */
const leastCallsPerSecond = 200;
const leastBusyShare = 0.5;
/** So many are a rush however idle the loop is: work that has taken the processor from it already leaves it waiting. */
const manyCallsPerSecond = 400;
/** What was seen is believed for so long; what lies further back than the longest says nothing about now. */
const lookEveryMs = 250;
const longestLookMs = 2_000;

/**
 * Whether many want something of this process at once. Work that can wait, such as checking passwords, then takes less of the
 * processor. A busy loop alone is no rush: a large import or a slow machine makes one too, and nobody waits.
 */
export class Rush {
  readonly #nowMs: () => number;
  readonly #busyMs: () => number;
  #calls = 0;
  #lookedAtMs: number;
  #busyBeforeMs: number;
  #isOn = false;

  constructor(
    nowMs: () => number = () => performance.now(),
    busyMs: () => number = () => performance.eventLoopUtilization().active,
  ) {
    this.#nowMs = nowMs;
    this.#busyMs = busyMs;
    this.#lookedAtMs = nowMs();
    this.#busyBeforeMs = busyMs();
  }

  /** To be told of each call as it comes in. */
  came(): void {
    this.#calls += 1;
  }

  get isOn(): boolean {
    const sinceMs = this.#nowMs() - this.#lookedAtMs;
    if (sinceMs < lookEveryMs) return this.#isOn;
    const busyMs = this.#busyMs() - this.#busyBeforeMs;
    const perSecond = (this.#calls * 1_000) / sinceMs;
    const least = busyMs / sinceMs >= leastBusyShare ? leastCallsPerSecond : manyCallsPerSecond;
    this.#isOn = perSecond >= least && sinceMs <= longestLookMs;
    this.#lookedAtMs += sinceMs;
    this.#busyBeforeMs += busyMs;
    this.#calls = 0;
    return this.#isOn;
  }
}

/** The one of this process. */
export const rush = new Rush();
