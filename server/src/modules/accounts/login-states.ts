import type { Platform } from '../../platform/platform.ts';
import { type LoginState, readLoginState } from './views/login-state.ts';

/** For so long a process may not know that a login has ended, an account was disabled or a role has changed. */
const freshMs = 1_000;
const rememberedMax = 10_000;

interface Remembered {
  state: Promise<LoginState | null>;
  askedAtMs: number;
}

/** The states of logins as they were at most a second ago, so that a burst of calls asks the database once. */
export class LoginStates {
  readonly #platform: Pick<Platform, 'db' | 'clock' | 'fanOut'>;
  readonly #remembered = new Map<string, Remembered>();
  readonly #rememberedMax: number;

  constructor(platform: Pick<Platform, 'db' | 'clock' | 'fanOut'>, max = rememberedMax) {
    this.#platform = platform;
    this.#rememberedMax = max;
  }

  /** Null for a login that is over. */
  read(loginId: string): Promise<LoginState | null> {
    const nowMs = this.#platform.clock.nowMs();
    const known = this.#remembered.get(loginId);
    // A clock that was set back must not make an answer last.
    if (known !== undefined && nowMs - known.askedAtMs < freshMs && nowMs >= known.askedAtMs) return known.state;
    return this.#ask(loginId, nowMs);
  }

  /** Has a login asked for again, here and in the other processes, because this one has just changed or ended it. */
  forget(loginId: string): void {
    this.forgetHere(loginId);
    this.#platform.fanOut.publish('logins', loginId);
  }

  /** Has a login asked for again in this process; '' all of them. */
  forgetHere(loginId: string): void {
    if (loginId === '') this.#remembered.clear();
    else this.#remembered.delete(loginId);
  }

  #ask(loginId: string, askedAtMs: number): Promise<LoginState | null> {
    const state = readLoginState(this.#platform.db, loginId);
    const entry = { state, askedAtMs };
    // A failed question is not an answer: the next call asks again.
    state.catch(() => {
      if (this.#remembered.get(loginId) === entry) this.#remembered.delete(loginId);
    });
    this.#remembered.delete(loginId);
    this.#remembered.set(loginId, entry);
    // A Map gives its keys in the order they came: the first is the one asked for longest ago.
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > this.#rememberedMax && oldest !== undefined) this.#remembered.delete(oldest);
    return state;
  }
}

const byPlatform = new WeakMap<Platform, LoginStates>();

/** The states that one server remembers. */
export function loginStatesOf(platform: Platform): LoginStates {
  const known = byPlatform.get(platform);
  if (known !== undefined) return known;
  const states = new LoginStates(platform);
  byPlatform.set(platform, states);
  return states;
}
