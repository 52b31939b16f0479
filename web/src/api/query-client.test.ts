import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { mayRetry, retryDelayMs } from './query-client.ts';

const fault = (retryAfterSeconds?: number) =>
  new ApiError({ status: 503, code: 'unreadable', detail: 'x', retryAfterSeconds });

describe('retries of a read', () => {
  it.each([400, 401, 403, 404, 409, 422, 429])('never follow a refusal (%i)', (status) => {
    expect(mayRetry(0, new ApiError({ status, code: 'unreadable', detail: 'x' }))).toBe(false);
  });

  it('follow a lost connection and a fault of the server, twice', () => {
    const lost = new ApiError({ status: 0, code: 'network', detail: 'x' });
    expect([0, 1, 2].map((failures) => mayRetry(failures, lost))).toEqual([true, true, false]);
    expect(mayRetry(0, fault())).toBe(true);
  });

  it('do not follow an overload: the page counts down to its own', () => {
    expect(mayRetry(0, new ApiError({ status: 503, code: 'overloaded', detail: 'x', retryAfterSeconds: 2 }))).toBe(
      false,
    );
  });

  it('never hide a fault of our own code', () => {
    expect(mayRetry(0, new TypeError('x'))).toBe(false);
  });

  it('wait as long as the server asks, and not at all when that is too long', () => {
    const between = (waitMs: number, least: number) => waitMs >= least && waitMs <= least * 1.5;
    expect(between(retryDelayMs(0, fault(3)), 3000)).toBe(true);
    expect(between(retryDelayMs(1, fault()), 1000)).toBe(true);
    expect(mayRetry(0, fault(60))).toBe(false);
  });
});
