import type pg from 'pg';
import type { Config } from '../../config.ts';
import type { CallCounts } from '../call-counts/call-counts.ts';
import { PostgresCallCounts } from '../call-counts/postgres-call-counts.ts';
import { RedisCallCounts } from '../call-counts/redis-call-counts.ts';
import { SharedCallCounts } from '../call-counts/shared-call-counts.ts';
import type { Db } from '../database/database.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Logger } from '../log.ts';
import { type FanOut, NobodyElse } from './fan-out.ts';
import { PostgresFanOut } from './postgres-fan-out.ts';
import { RedisFanOut } from './redis-fan-out.ts';
import { RedisLink } from './redis-link.ts';

/** What ties the processes of one shop together. */
export interface Links {
  fanOut: FanOut;
  counts: CallCounts;
}

/**
 * Through Redis where REDIS_URL is set, else through the database; the process of an embedded database is alone. Connects
 * to nothing yet.
 */
export function openLinks(input: {
  config: Pick<Config, 'redisUrl' | 'databaseUrl'>;
  db: Db;
  queue: pg.Pool;
  keys: Pick<KeyRing, 'emailIndex'>;
  log: Logger;
}): Links {
  const { config, db, queue, keys, log } = input;
  const secret = keys.emailIndex.keys.get(keys.emailIndex.currentId) ?? Buffer.alloc(0);
  const countsOf = (shared: CallCounts | null): CallCounts => new SharedCallCounts(shared, secret);
  if (config.redisUrl !== null) {
    const links = { speaker: new RedisLink(config.redisUrl, log), ear: new RedisLink(config.redisUrl, log) };
    return { fanOut: new RedisFanOut(links, log), counts: countsOf(new RedisCallCounts(links.speaker)) };
  }
  if (config.databaseUrl === null) return { fanOut: new NobodyElse(), counts: countsOf(null) };
  return { fanOut: new PostgresFanOut(db, queue, log), counts: countsOf(new PostgresCallCounts(db)) };
}
