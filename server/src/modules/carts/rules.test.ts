import { describe, expect, it } from 'vitest';
import { extendedPeriod, hardCapOf, mergedPeriod, newPeriod } from './rules.ts';

const start = new Date('2030-06-01T12:00:00Z');
function minutes(count: number): Date {
  return new Date(start.getTime() + count * 60_000);
}

describe('the time that the holds of a cart share', () => {
  it('is 15 minutes from the first touch, never more than 30', () => {
    expect(newPeriod(start)).toEqual({ startedAt: start, expiresAt: minutes(15), extended: false });
    expect(hardCapOf(newPeriod(start))).toEqual(minutes(30));
  });

  it('grows by 5 minutes once', () => {
    const extended = extendedPeriod(newPeriod(start));
    expect(extended).toEqual({ startedAt: start, expiresAt: minutes(20), extended: true });
    expect(extended && extendedPeriod(extended)).toBeNull();
  });

  it('grows up to the cap only', () => {
    const nearCap = { startedAt: start, expiresAt: minutes(28), extended: false };
    expect(extendedPeriod(nearCap)?.expiresAt).toEqual(minutes(30));
    expect(extendedPeriod({ ...nearCap, expiresAt: minutes(30) })).toBeNull();
  });

  it('of two carts that become one ends with the later, at most 30 minutes after the earlier start', () => {
    const early = newPeriod(start);
    expect(mergedPeriod(early, newPeriod(minutes(10)))).toEqual({ ...early, expiresAt: minutes(25) });
    const capped = { startedAt: start, expiresAt: minutes(20), extended: true };
    const merged = mergedPeriod(newPeriod(minutes(19)), capped);
    expect(merged).toEqual({ startedAt: start, expiresAt: minutes(30), extended: true });
    expect(mergedPeriod(merged, newPeriod(minutes(29)))?.expiresAt).toEqual(minutes(30));
  });

  it('is the one of the cart that holds something', () => {
    const period = newPeriod(start);
    expect(mergedPeriod(null, period)).toBe(period);
    expect(mergedPeriod(period, null)).toBe(period);
    expect(mergedPeriod(null, null)).toBeNull();
  });
});
