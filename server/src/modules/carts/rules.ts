import { limits } from '@og-tickets/contract/limits.ts';

/** Whose cart: an account's, or a guest's by the hash of the cookie. */
export type CartOwner = { kind: 'account'; accountId: string } | { kind: 'guest'; tokenHash: Buffer };

/** The time that all holds of a cart share. */
export interface HoldPeriod {
  /** The first touch of the cart since nothing was held. */
  startedAt: Date;
  expiresAt: Date;
  /** The buyer has used the one extension. */
  extended: boolean;
}

function later(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1_000);
}

/** No hold of the period may live longer, payment included. */
export function hardCapOf(period: HoldPeriod): Date {
  return later(period.startedAt, limits.holdHardCapSeconds);
}

/** The period that the first hold of a cart begins; `now` is the database's. */
export function newPeriod(now: Date): HoldPeriod {
  return { startedAt: now, expiresAt: later(now, limits.holdSeconds), extended: false };
}

/** The period after the buyer asked for more time, or null when there is none to give. */
export function extendedPeriod(period: HoldPeriod): HoldPeriod | null {
  if (period.extended) return null;
  const expiresAt = earlier(later(period.expiresAt, limits.holdExtensionSeconds), hardCapOf(period));
  return expiresAt > period.expiresAt ? { ...period, expiresAt, extended: true } : null;
}

/**
 * The period of two carts that become one. Neither loses time, except to the hard cap, which counts from the earlier start:
 * merging one guest cart after the other keeps no place for ever.
 */
export function mergedPeriod(one: HoldPeriod | null, other: HoldPeriod | null): HoldPeriod | null {
  if (one === null || other === null) return one ?? other;
  const merged = {
    startedAt: earlier(one.startedAt, other.startedAt),
    expiresAt: one.expiresAt > other.expiresAt ? one.expiresAt : other.expiresAt,
    extended: one.extended || other.extended,
  };
  return { ...merged, expiresAt: earlier(merged.expiresAt, hardCapOf(merged)) };
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
