import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  isSheddable,
  type RequestClass,
  type SheddableClass,
  sheddable,
} from '@og-tickets/contract/rules/request-class.ts';
import type { Logger } from '../log.ts';
import { LoopRounds, type RoundNow } from './loop-rounds.ts';

/** How loaded the process is, looked at this often. */
const lookEveryMs = 100;
/**
 * Load at which half of the browsing is turned away: mean delay of a round of the event loop, for which everybody waits, and
 * calls that wait for a database connection, for each connection. From half as much on some is, at half as much again all.
 */
const halfAt = { loopDelayMs: 60, poolWaitingPerConnection: 8 };
/**
 * How long calls may keep one round of the loop busy before those behind them in it are turned away: much in a burst, which is
 * over by itself; little when rounds have long been full, so that whoever is served or refused is so soon.
 */
const roundMostMs: Record<SheddableClass, { burst: number; crowd: number }> = {
  browsing: { burst: 100, crowd: 15 },
  holds: { burst: 200, crowd: 60 },
};
/** Calls of a class that one process works on at once, whatever it feels like: memory is finite. */
const inFlightMost: Record<SheddableClass, number> = { browsing: 1_000, holds: 4_000 };
/** How much the newest look weighs in the smoothed load: a moment is no overload. */
const newestShare = 0.3;
/** Who is turned away is asked to wait between these, in whole seconds. */
const retrySeconds: Record<SheddableClass, { least: number; most: number }> = {
  browsing: { least: 2, most: 6 },
  holds: { least: 1, most: 4 },
};

const loopResolutionMs = 10;
/** Looks that one late one stands for, at most. */
const looksAtOnce = 2;
/** An overload is over when so many looks in a row saw nothing of it. */
const looksUntilOver = 20;

/** What the process feels of its load. */
export interface Load {
  /** Mean time from one round of the event loop to the next, beyond what was meant to pass. */
  loopDelayMs: number;
  /** Calls that wait for a database connection. */
  poolWaiting: number;
  poolConnections: number;
  /** For longer than a burst, no round of the loop was short. */
  isCrowded: boolean;
}

/** What operators see of it. */
export interface AdmissionFigures {
  /** More comes than goes: calls late in a round of the loop are turned away. */
  isCrowded: boolean;
  /** Share of calls turned away whenever they come, by class, 0 to 1. */
  browsingShed: number;
  holdsShed: number;
  /** Calls turned away since the start. */
  browsingTurnedAway: number;
  holdsTurnedAway: number;
}

/**
 * Decides whom to turn away when there is too much at once: browsing first, holds when that does not help, and nothing else
 * ever. Two rules: within a round of the event loop, calls behind others that took too long are turned away, which answers at
 * once and keeps the process as busy as it can be; and where the load comes from what is never turned away, a share of calls that
 * grows with what waits (random early detection: Floyd and Jacobson, IEEE/ACM Transactions on Networking 1(4), 1993).
 */
export class Admission {
  readonly #random: () => number;
  readonly #log: Logger;
  readonly #rounds: LoopRounds;
  /** Looks since the last that saw too much; null while there is none. */
  #quietLooks: number | null = null;
  /** Smoothed, in halves of the browsing: 1 is the load at which half of it is turned away. */
  #strain = 0;
  readonly #inFlight: Record<SheddableClass, number> = { browsing: 0, holds: 0 };
  readonly #turnedAway: Record<SheddableClass, number> = { browsing: 0, holds: 0 };
  #ending: (() => void) | null = null;

  constructor(log: Logger, random: () => number = Math.random, rounds: LoopRounds = new LoopRounds()) {
    this.#log = log;
    this.#random = random;
    this.#rounds = rounds;
  }

  /** Looks at the load from now on. */
  start(pool: () => { waiting: number; connections: number }): void {
    const delay = monitorEventLoopDelay({ resolution: loopResolutionMs });
    delay.enable();
    let lookedAtMs = performance.now();
    const look = setInterval(() => {
      const { waiting, connections } = pool();
      const sinceMs = performance.now() - lookedAtMs;
      lookedAtMs += sinceMs;
      const meanMs = delay.count === 0 ? 0 : delay.mean / 1e6 - loopResolutionMs;
      delay.reset();
      // In a round longer than the time between two looks there is nothing to take a mean of: this look itself is late.
      const loopDelayMs = Math.max(0, meanMs, sinceMs - lookEveryMs);
      // Looks that the round left out count too, or the longer the rounds, the slower the answer to them.
      const looks = Math.min(looksAtOnce, Math.max(1, Math.round(sinceMs / lookEveryMs)));
      for (let at = 0; at < looks; at += 1) {
        this.feel({
          loopDelayMs,
          poolWaiting: waiting,
          poolConnections: connections,
          isCrowded: this.#rounds.isCrowded,
        });
      }
    }, lookEveryMs);
    look.unref();
    this.#ending = () => {
      clearInterval(look);
      delay.disable();
    };
  }

  /** Looks no longer, and lets all in. */
  stop(): void {
    this.#ending?.();
    this.#strain = 0;
  }

  /** Takes one look at the load into account. */
  feel(load: Load): void {
    this.#strain += newestShare * (strainOf(load) - this.#strain);
    if (this.#pressure > 0 || load.isCrowded) {
      if (this.#quietLooks === null) this.#log.warn({ alert: 'overload', ...load }, 'overload begins');
      this.#quietLooks = 0;
    } else if (this.#quietLooks !== null) {
      this.#quietLooks += 1;
      if (this.#quietLooks < looksUntilOver) return;
      this.#quietLooks = null;
      this.#log.warn(this.figures(), 'overload ends: all are let in');
    }
  }

  /**
   * Lets a call in (null), which must then be counted out by `leave`, or says after how many seconds to come again. Every call
   * must ask as it comes in, also of those that are never turned away: they make rounds long too.
   */
  enter(requestClass: RequestClass): number | null {
    const round = this.#rounds.come();
    if (!isSheddable(requestClass)) return null;
    if (this.#hasRoom(requestClass, round) && this.#random() >= this.#share(requestClass)) {
      this.#inFlight[requestClass] += 1;
      return null;
    }
    this.#turnedAway[requestClass] += 1;
    const { least, most } = retrySeconds[requestClass];
    // Whole seconds are all that Retry-After can say; who comes back adds a part of a second of its own.
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  #hasRoom(requestClass: SheddableClass, { sinceMs, isCrowded }: RoundNow): boolean {
    const { burst, crowd } = roundMostMs[requestClass];
    return this.#inFlight[requestClass] < inFlightMost[requestClass] && sinceMs <= (isCrowded ? crowd : burst);
  }

  /** A call that was let in has its reply. */
  leave(requestClass: RequestClass): void {
    if (isSheddable(requestClass)) this.#inFlight[requestClass] -= 1;
  }

  figures(): AdmissionFigures {
    const rounded = (value: number): number => Math.round(value * 100) / 100;
    return {
      isCrowded: this.#rounds.isCrowded,
      browsingShed: rounded(this.#share('browsing')),
      holdsShed: rounded(this.#share('holds')),
      browsingTurnedAway: this.#turnedAway.browsing,
      holdsTurnedAway: this.#turnedAway.holds,
    };
  }

  /**
   * 0: all are let in; 1: no browsing is; 2: no hold is either. It follows the load itself and not its history, so that more
   * waiting turns more away at once, and nothing is left to take back when the waiting is over.
   */
  get #pressure(): number {
    return Math.min(sheddable.length, Math.max(0, this.#strain - 1 / 2));
  }

  #share(requestClass: SheddableClass): number {
    return Math.min(1, Math.max(0, this.#pressure - sheddable.indexOf(requestClass)));
  }
}

/** 1 where half of the browsing is to be turned away. */
function strainOf({ loopDelayMs, poolWaiting, poolConnections }: Load): number {
  const forEach = poolWaiting / poolConnections;
  return Math.max(loopDelayMs / halfAt.loopDelayMs, forEach / halfAt.poolWaitingPerConnection);
}
