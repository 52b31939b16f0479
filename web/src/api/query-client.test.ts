import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { mayRetry, retryDelayMs } from './query-client.ts';

const overloaded = (retryAfterSeconds?: number) =>
  new ApiError({ status: 503, code: 'overloaded', detail: 'x', retryAfterSeconds });

describe('retries of a read', () => {
  it.each([400, 401, 403, 404, 409, 422, 429])('never follow a refusal (%i)', (status) => {
    expect(mayRetry(0, new ApiError({ status, code: 'unreadable', detail: 'x' }))).toBe(false);
  });

  it('follow a lost connection and a fault of the server, twice', () => {
    const lost = new ApiError({ status: 0, code: 'network', detail: 'x' });
    expect([0, 1, 2].map((failures) => mayRetry(failures, lost))).toEqual([true, true, false]);
    expect(mayRetry(0, overloaded())).toBe(true);
  });

  it('never hide a fault of our own code', () => {
    expect(mayRetry(0, new TypeError('x'))).toBe(false);
  });

  it('wait as long as the server asks, and not at all when that is too long', () => {
    expect(retryDelayMs(0, overloaded(3))).toBe(3000);
    expect(retryDelayMs(1, overloaded())).toBe(1000);
    expect(mayRetry(0, overloaded(60))).toBe(false);
  });
});
