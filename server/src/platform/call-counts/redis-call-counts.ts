import type { RedisLink } from '../fan-out/redis-link.ts';
import type { CallCount, CallCounts } from './call-counts.ts';

/** Counts one call and says how long its window lasts, in one step, so that no key is left without an end. */
const countScript = `
local calls = redis.call('INCR', KEYS[1])
if calls == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {calls, redis.call('PTTL', KEYS[1])}`;

/** Counts of all processes that use one Redis. Throws when it does not answer. */
export class RedisCallCounts implements CallCounts {
  readonly #link: RedisLink;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  async count(key: string, windowMs: number): Promise<CallCount> {
    const answer = await this.#link.ask((client) => client.eval(countScript, 1, `og-tickets:calls:${key}`, windowMs));
    const [calls, leftMs] = Array.isArray(answer) ? answer : [];
    if (typeof calls !== 'number' || typeof leftMs !== 'number') throw new Error('Redis counted nothing');
    return { calls, leftMs: Math.max(0, leftMs) };
  }
}
