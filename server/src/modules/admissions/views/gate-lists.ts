import { followGate } from '@og-tickets/contract/gate-lists.ts';
import { isRefusal, type Refusal } from '../../../platform/http/refusal.ts';
import { type StateStream, StateStreams } from '../../../platform/http/state-streams.ts';
import type { Platform } from '../../../platform/platform.ts';
import { ChangeHorizon } from '../../tickets/index.ts';
import { selectOnShift } from '../sql/gate-session.ts';
import { GateList, type PublishedList } from './gate-list.ts';

const eventName = followGate.replies[200].event;
/** How often lists that somebody follows are looked at; who follows is told at most so often. */
const lookEveryMs = 500;
/** Lists that nobody has asked for this long are given up. */
const forgetAfterMs = 10 * 60_000;
/** The gates of an arena may stand behind one address. */
const streamLimits = { perProcess: 2_000, perAddress: 1_000 };

interface Follower {
  sessionId: number;
  loginId: string;
  said: string;
}

/** The lists of tickets of this process, one a session, and the scanners that follow them. */
export class GateLists {
  readonly #shop: Pick<Platform, 'aside' | 'clock' | 'log'>;
  readonly #horizon: ChangeHorizon;
  readonly #streams = new StateStreams(streamLimits);
  readonly #lists = new Map<number, GateList>();
  readonly #followers = new Map<StateStream, Follower>();
  #timer: NodeJS.Timeout | null = null;

  constructor(shop: Pick<Platform, 'aside' | 'clock' | 'log'>) {
    this.#shop = shop;
    this.#horizon = new ChangeHorizon(shop.aside);
  }

  /** The list of a session. */
  of(sessionId: number): GateList {
    for (const [id, list] of this.#lists) {
      const unusedMs = list.lookedAtMs === null ? 0 : performance.now() - list.lookedAtMs;
      if (unusedMs > forgetAfterMs && id !== sessionId) this.#lists.delete(id);
    }
    const known = this.#lists.get(sessionId);
    if (known !== undefined) return known;
    const made = new GateList(this.#shop.aside, this.#horizon, sessionId);
    this.#lists.set(sessionId, made);
    return made;
  }

  /** A stream that begins with how the list stands now, and says so again when it has changed. */
  async open(follower: { sessionId: number; loginId: string; address: string }): Promise<StateStream | Refusal> {
    const { sessionId, loginId, address } = follower;
    const published = await this.of(sessionId).read();
    const stream = this.#streams.open(address, () => {
      if (!isRefusal(stream)) this.#followers.delete(stream);
    });
    if (isRefusal(stream)) return stream;
    this.#followers.set(stream, { sessionId, loginId, said: '' });
    this.#tell(stream, published);
    this.#schedule();
    return stream;
  }

  /** Ends all streams. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#streams.close();
  }

  #schedule(): void {
    if (this.#timer !== null || this.#followers.size === 0) return;
    this.#timer = setTimeout(() => {
      void this.#look()
        .catch((error: unknown) => this.#shop.log.error({ err: error }, 'the lists of gates cannot be followed'))
        .finally(() => {
          this.#timer = null;
          this.#schedule();
        });
    }, lookEveryMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const followers = [...this.#followers.values()];
    const onShift = await selectOnShift(
      this.#shop.aside,
      followers.map(({ loginId }) => loginId),
    );
    // A scanner that was revoked is told by the refusal of its next call.
    for (const [stream, { loginId }] of this.#followers) if (!onShift.has(loginId)) stream.finish();
    for (const sessionId of new Set(followers.map((follower) => follower.sessionId))) {
      const published = await this.of(sessionId).read();
      for (const [stream, follower] of this.#followers) {
        if (follower.sessionId === sessionId && onShift.has(follower.loginId)) this.#tell(stream, published);
      }
    }
  }

  #tell(stream: StateStream, { sequence, counts }: PublishedList): void {
    const follower = this.#followers.get(stream);
    const state = { sequence, ...counts };
    const text = JSON.stringify(state);
    if (follower === undefined || follower.said === text) return;
    follower.said = text;
    const at = new Date(this.#shop.clock.nowMs()).toISOString();
    stream.show(eventName, JSON.stringify({ ...state, at }));
  }
}
