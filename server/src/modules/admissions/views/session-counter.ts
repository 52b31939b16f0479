import type { GateState } from '@og-tickets/contract/gate-desk.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Counted, mergeCounts, showCounts } from '../rules/gate-counts.ts';
import { countScans, type SessionGates, selectSessionGates, sumExpected } from '../sql/gate-state.ts';

/** A scan is there so long after the moment that it says at the latest: no transaction lasts longer. */
const settledAfterMs = 20_000;
/** What was counted stays counted; the newest is counted again at each look. This much, so that it stays little. */
const newestMs = 40_000;
/** All is counted again from time to time, and at once when scans that were counted may count otherwise. */
const allEveryMs = 5 * 60_000;
/** But not more often than this. */
const allAtMostEveryMs = 3_000;
const expectedEveryMs = 5_000;
const freshMs = 900;

/** How the scans of one session add up: counts what is new at each look, not all that there is. */
export class SessionCounter {
  readonly #shop: Pick<Platform, 'aside'>;
  readonly #sessionId: number;
  #settled: Counted[] = [];
  #newest: Counted[] = [];
  /** Scans that the server learnt of before it are settled. */
  #until: Date | null = null;
  #gates: SessionGates | null = null;
  #changes = '';
  #expected = 0;
  #expectedAtMs = Number.NEGATIVE_INFINITY;
  #allAtMs = Number.NEGATIVE_INFINITY;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | null = null;

  constructor(shop: Pick<Platform, 'aside'>, sessionId: number) {
    this.#shop = shop;
    this.#sessionId = sessionId;
  }

  /** Brings it up to now, unless it is less than a second old. */
  async look(): Promise<void> {
    if (performance.now() - this.#lookedAtMs < freshMs) return;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    await this.#looking;
  }

  /** Whose names `show` wants. */
  controllers(): string[] {
    return [...new Set([...this.#settled, ...this.#newest].map(({ controllerId }) => controllerId))];
  }

  /** What is known since the last look. */
  show(names: ReadonlyMap<string, string>): Omit<GateState, 'session' | 'summary'> {
    const gates = this.#gates;
    if (gates === null) throw new Error('nobody has looked yet');
    const counted = [...this.#settled, ...this.#newest];
    return {
      at: gates.now.toISOString(),
      ...showCounts(counted, { ...gates, names, nowMs: gates.now.getTime() }),
      expected: this.#expected,
      openConflicts: gates.openConflicts,
      quarantined: gates.quarantined,
      reentry: gates.reentry,
      opensAt: gates.opensAt?.toISOString() ?? null,
      closesAt: gates.closesAt?.toISOString() ?? null,
    };
  }

  async #look(): Promise<void> {
    const { aside } = this.#shop;
    const gates = await selectSessionGates(aside, this.#sessionId);
    const nowMs = performance.now();
    if (nowMs - this.#expectedAtMs > expectedEveryMs) {
      this.#expected = await sumExpected(aside, this.#sessionId);
      this.#expectedAtMs = nowMs;
    }
    const sinceAllMs = nowMs - this.#allAtMs;
    const changed = gates.changes !== this.#changes && sinceAllMs > allAtMostEveryMs;
    if (changed || sinceAllMs > allEveryMs) await this.#countAll(gates);
    else await this.#countOn(gates.now);
    this.#gates = gates;
    this.#lookedAtMs = performance.now();
  }

  async #countAll({ now, changes }: SessionGates): Promise<void> {
    const before = new Date(now.getTime() - settledAfterMs);
    this.#settled = await this.#count(null, before);
    this.#newest = await this.#count(before, null);
    this.#until = before;
    this.#changes = changes;
    this.#allAtMs = performance.now();
  }

  async #countOn(now: Date): Promise<void> {
    const until = this.#until;
    if (until !== null && now.getTime() - until.getTime() > newestMs + settledAfterMs) {
      const before = new Date(now.getTime() - settledAfterMs);
      this.#settled = mergeCounts([...this.#settled, ...(await this.#count(until, before))]);
      this.#until = before;
    }
    this.#newest = await this.#count(this.#until, null);
  }

  #count(from: Date | null, before: Date | null): Promise<Counted[]> {
    return countScans(this.#shop.aside, this.#sessionId, { from, before });
  }
}
