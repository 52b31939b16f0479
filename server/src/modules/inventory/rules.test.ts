import { describe, expect, it } from 'vitest';
import { brokenLimit, withPlaces } from './rules.ts';

const limits = { limitPerSession: 6, limitPerAccount: 30 };

describe('limits of places', () => {
  const usage = { inAll: 27, bySession: new Map([[1, 5]]) };

  it('allows what reaches a limit and refuses what passes it', () => {
    expect(brokenLimit(usage, 1, 1, limits)).toBeNull();
    expect(brokenLimit(usage, 1, 2, limits)).toBe('limit_per_session');
    expect(brokenLimit(usage, 2, 3, limits)).toBeNull();
    expect(brokenLimit(usage, 2, 4, limits)).toBe('limit_per_account');
  });

  it('says with nothing more whether a limit is broken already', () => {
    expect(brokenLimit(usage, 1, 0, limits)).toBeNull();
    expect(brokenLimit(withPlaces(usage, 1, 2), 1, 0, limits)).toBe('limit_per_session');
    expect(brokenLimit(withPlaces(usage, 2, 4), 2, 0, limits)).toBe('limit_per_account');
  });

  it('counts added places in the session and in all', () => {
    expect(withPlaces(usage, 2, 4)).toEqual({
      inAll: 31,
      bySession: new Map([
        [1, 5],
        [2, 4],
      ]),
    });
    expect(usage.inAll).toBe(27);
  });
});
