import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { findRedis, type RedisProcess, startRedis } from '../../../test/redis-process.ts';
import { PostgresCallCounts } from '../call-counts/postgres-call-counts.ts';
import { RedisCallCounts } from '../call-counts/redis-call-counts.ts';
import { SharedCallCounts } from '../call-counts/shared-call-counts.ts';
import { SecretText } from '../keys/secret-text.ts';
import { createLogger, listenToLog } from '../log.ts';
import { type FanOut, Listeners } from './fan-out.ts';
import { PostgresFanOut } from './postgres-fan-out.ts';
import { RedisFanOut } from './redis-fan-out.ts';
import { RedisLink } from './redis-link.ts';

let database: TestDatabase;
let redis: RedisProcess | null = null;
beforeAll(async () => {
  database = await openTestDatabase();
  if (findRedis() !== null) redis = await startRedis();
});
afterAll(async () => {
  await redis?.close();
  await database.close();
});

const silent = createLogger('silent');
const secret = Buffer.alloc(32, 7);
const windowMs = 60_000;

function overPostgres(): FanOut {
  return new PostgresFanOut(database.db, database.queue, silent);
}

function linkTo(url: string, log = silent): RedisLink {
  return new RedisLink(new SecretText(url), log);
}

function overRedis(): FanOut {
  const url = redis?.url ?? '';
  return new RedisFanOut({ speaker: linkTo(url), ear: linkTo(url) }, silent);
}

test('what is heard is handed on to those who asked for it, and nothing else is', () => {
  const listeners = new Listeners('me');
  const heard: string[] = [];
  const leave = listeners.add('logins', (text) => heard.push(text));
  listeners.hear(new Listeners('other').wrap('logins', 'a b'));
  for (const message of [
    'me logins own',
    'other settings x',
    'other unknown x',
    '',
    'other',
    `other logins ${'x'.repeat(101)}`,
  ]) {
    listeners.hear(message);
  }
  expect(heard).toEqual(['a b']);
  leave();
  listeners.hear('other logins late');
  expect(heard).toEqual(['a b']);
});

describe.each([
  ['the database', overPostgres, false],
  ['Redis', overRedis, true],
] as const)('through %s', (_name, open, needsRedis) => {
  test.skipIf(needsRedis && findRedis() === null)('others hear what one says, the one does not', async () => {
    const [one, two] = [open(), open()];
    const heard: string[] = [];
    one.subscribe('logins', (text) => heard.push(`one ${text}`));
    two.subscribe('logins', (text) => heard.push(`two ${text}`));
    await Promise.all([one.start(), two.start()]);
    await vi.waitFor(() => {
      one.publish('logins', 'id');
      expect(heard).toContain('two id');
    });
    expect(two.condition().listening).toBe(true);
    await one.stop();
    await two.stop();
    expect(heard).not.toContain('one id');
  });
});

test('a listening connection that is cut is opened again, and all that was remembered is read anew', async () => {
  const ear = overPostgres();
  const heard: string[] = [];
  ear.subscribe('settings', (text) => heard.push(text));
  await ear.start();
  await database.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'LISTEN og_tickets%'`);
  await vi.waitFor(() => expect(heard).toEqual(['']), { timeout: 10_000 });
  expect(ear.condition().listening).toBe(true);
  await ear.stop();
});

test.skipIf(findRedis() === null)('an ear at Redis that is cut listens again once, and awaits the answer', async () => {
  const url = redis?.url ?? '';
  const asker = new Redis(url);
  asker.on('error', () => undefined);
  const ear = new RedisFanOut({ speaker: linkTo(url), ear: linkTo(url) }, silent);
  const heard: string[] = [];
  ear.subscribe('settings', (text) => heard.push(text));
  await ear.start();
  const subscribed = async (): Promise<number> =>
    Number(/cmdstat_subscribe:calls=(\d+)/.exec(await asker.info('commandstats'))?.[1] ?? 0);
  await vi.waitFor(async () => expect(await subscribed()).toBeGreaterThan(0), { timeout: 10_000 });
  const before = await subscribed();
  await asker.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await vi.waitFor(() => expect(heard).toEqual(['']), { timeout: 10_000 });
  await vi.waitFor(async () => expect(await subscribed()).toBeGreaterThan(before), { timeout: 10_000 });
  // The client library's own try would be one more, and nobody awaits it.
  expect(await subscribed()).toBe(before + 1);
  await ear.stop();
  asker.disconnect();
});

describe('calls are counted', () => {
  test('by the database, for all processes, and anew when their window is over', async () => {
    const [one, two] = [new PostgresCallCounts(database.db), new PostgresCallCounts(database.db)];
    const key = 'k'.repeat(43);
    const counts = await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 ? one : two).count(key, windowMs)));
    expect(counts.map(({ calls }) => calls).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    expect(counts.every(({ leftMs }) => leftMs > 0 && leftMs <= windowMs)).toBe(true);
    await database.pool.query("UPDATE platform.call_counts SET ends_at = now() - interval '1 second'");
    expect((await one.count(key, windowMs)).calls).toBe(1);
  });

  test('by this process while the shared counts cannot be had, or were emptied; who calls is kept by nobody', async () => {
    const seen: string[] = [];
    let mode: 'works' | 'fails' | 'forgot' = 'works';
    let calls = 0;
    const shared = {
      count: async (key: string) => {
        seen.push(key);
        if (mode === 'fails') throw new Error('away');
        calls = mode === 'forgot' ? 1 : calls + 1;
        return { calls, leftMs: 5 };
      },
    };
    const counts = new SharedCallCounts(shared, secret);
    expect((await counts.count('192.0.2.7', windowMs)).calls).toBe(1);
    mode = 'fails';
    expect((await counts.count('192.0.2.7', windowMs)).calls).toBe(2);
    mode = 'forgot';
    expect((await counts.count('192.0.2.7', windowMs)).calls).toBe(3);
    expect(seen.join()).not.toContain('192.0.2.7');
    expect(new Set(seen).size).toBe(1);
  });

  test.skipIf(findRedis() === null)(
    'by Redis; frozen or killed it is left alone within half a second, with an alert',
    async () => {
      const log = createLogger('error');
      const alerts: unknown[] = [];
      listenToLog(log, ({ fields }) => alerts.push(fields['alert']));
      const link = linkTo(redis?.url ?? '', log);
      await link.connect();
      const own = new RedisCallCounts(link);
      const counts = new SharedCallCounts(own, secret);
      expect((await counts.count('a', windowMs)).calls).toBe(1);
      expect((await own.count('direct', windowMs)).calls).toBe(1);
      expect((await own.count('direct', windowMs)).calls).toBe(2);
      redis?.freeze();
      for (let call = 2; call < 30; call += 1) expect((await counts.count('a', windowMs)).calls).toBe(call);
      expect(link.isThere).toBe(false);
      redis?.thaw();
      await vi.waitFor(async () => expect((await own.count('direct', windowMs)).calls).toBeGreaterThan(2), {
        timeout: 10_000,
      });
      await redis?.kill();
      await expect(own.count('direct', windowMs)).rejects.toThrow();
      expect((await counts.count('a', windowMs)).calls).toBe(30);
      await redis?.start();
      await vi.waitFor(async () => expect((await own.count('direct', windowMs)).calls).toBe(1), { timeout: 10_000 });
      expect(alerts).toContain('redis_away');
      link.close();
    },
  );
});
