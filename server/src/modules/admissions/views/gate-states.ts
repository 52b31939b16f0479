import type { Locale } from '@og-tickets/contract/common.ts';
import { followGateState, type GateState } from '@og-tickets/contract/gate-desk.ts';
import { isRefusal, type Refusal } from '../../../platform/http/refusal.ts';
import type { StateStream, StateStreams } from '../../../platform/http/state-streams.ts';
import type { Platform } from '../../../platform/platform.ts';
import { namesOf } from '../../accounts/index.ts';
import { sessionSummaries } from '../../catalog/index.ts';
import { SessionCounter } from './session-counter.ts';

const everyMs = 1_000;
/** What a session was counted up to is forgotten when nobody has asked for so long. */
const forgottenAfterMs = 10 * 60_000;
const eventName = followGateState.replies[200].event;

type Shop = Pick<Platform, 'db' | 'aside' | 'keys' | 'clock' | 'log'>;

interface Watched {
  counter: SessionCounter;
  streams: Map<StateStream, Locale>;
  /** What was said last, without the moment. */
  said: string;
  askedAtMs: number;
  /** The look that is going on. */
  looking: Promise<void> | null;
}

/**
 * The gates of sessions as they are now, for whoever follows them: a look a second for each session that somebody follows,
 * however many follow it. Counts on a connection of its own, so that a desk never holds a gate up.
 */
export class GateStates {
  readonly #shop: Shop;
  readonly #streams: StateStreams;
  readonly #watched = new Map<number, Watched>();
  readonly #names = new Map<string, string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(shop: Shop, streams: StateStreams) {
    this.#shop = shop;
    this.#streams = streams;
  }

  /** The state of a session's gates, at most a second old. Throws when there is no such session. */
  async read(sessionId: number, locale: Locale): Promise<GateState> {
    const watched = this.#watch(sessionId);
    watched.askedAtMs = performance.now();
    await watched.counter.look();
    return this.#show(sessionId, watched.counter, locale);
  }

  /** A stream of it, which begins with how it is now. */
  async open(sessionId: number, locale: Locale, address: string): Promise<StateStream | Refusal> {
    const state = await this.read(sessionId, locale);
    const watched = this.#watch(sessionId);
    const stream = this.#streams.open(address, () => {
      if (!isRefusal(stream)) watched.streams.delete(stream);
    });
    if (isRefusal(stream)) return stream;
    watched.streams.set(stream, locale);
    stream.show(eventName, JSON.stringify(state));
    this.#timer ??= setInterval(() => this.#tick(), everyMs).unref();
    return stream;
  }

  /** Ends all streams. */
  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#streams.close();
  }

  #watch(sessionId: number): Watched {
    const known = this.#watched.get(sessionId);
    if (known !== undefined) return known;
    const counter = new SessionCounter(this.#shop, sessionId);
    const made = { counter, streams: new Map(), said: '', askedAtMs: performance.now(), looking: null };
    this.#watched.set(sessionId, made);
    return made;
  }

  #tick(): void {
    for (const [sessionId, watched] of this.#watched) {
      if (watched.streams.size > 0) watched.askedAtMs = performance.now();
      else if (performance.now() - watched.askedAtMs > forgottenAfterMs) this.#watched.delete(sessionId);
      if (watched.streams.size === 0 || watched.looking !== null) continue;
      watched.looking = this.#tell(sessionId, watched)
        .catch((error: unknown) =>
          this.#shop.log.error({ err: error, sessionId }, 'the gates of a session cannot be counted'),
        )
        .finally(() => {
          watched.looking = null;
        });
    }
    if (this.#watched.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  async #tell(sessionId: number, watched: Watched): Promise<void> {
    await watched.counter.look();
    const states = new Map<Locale, GateState>();
    for (const locale of new Set(watched.streams.values())) {
      states.set(locale, await this.#show(sessionId, watched.counter, locale));
    }
    const said = JSON.stringify(Array.from(states, ([locale, { at: _at, ...state }]) => [locale, state]));
    if (said === watched.said) return;
    watched.said = said;
    const texts = new Map(Array.from(states, ([locale, state]) => [locale, JSON.stringify(state)]));
    for (const [stream, locale] of watched.streams) stream.show(eventName, texts.get(locale) ?? '');
  }

  async #show(sessionId: number, counter: SessionCounter, locale: Locale): Promise<GateState> {
    const session = (await sessionSummaries(this.#shop.aside, [sessionId], locale)).get(sessionId);
    if (session === undefined) throw new Error(`there is no session ${sessionId}`);
    const strangers = counter.controllers().filter((id) => !this.#names.has(id));
    const { aside: db, keys } = this.#shop;
    for (const [id, name] of await namesOf({ db, keys }, strangers)) this.#names.set(id, name);
    return { session: session.code, summary: session.summary, ...counter.show(this.#names) };
  }
}
