import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { withTx } from '../database/database.ts';
import { createLogger } from '../log.ts';
import { forgivingPool } from './forgiving-pool.ts';
import { defineJob, enqueue, handleJob, startWorker } from './jobs.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ maxConnections: 4 });
});
afterAll(() => database.close());

const count = defineJob<{ n: number }>('test.count');
const amount = 60;

test('every job is done although the queue loses its connections again and again', async () => {
  const done = new Set<number>();
  const worker = await startWorker({
    pool: database.queue,
    handlers: [
      handleJob(count, async ({ n }) => {
        await setTimeout(10);
        done.add(n);
      }),
    ],
    cron: [],
    concurrency: 4,
    log: createLogger('fatal'),
  });
  const cut = async (): Promise<void> => {
    await database.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ILIKE '%graphile_worker%'`);
  };
  for (let n = 0; n < amount; n += 1) {
    await withTx(database.db, (tx) => enqueue(tx, count, { n }));
    if (n % 10 === 5) await cut();
  }
  const left = async (): Promise<unknown> => {
    const { rows } = await database.pool.query('SELECT count(*)::int AS jobs FROM graphile_worker.jobs');
    return rows[0]?.jobs;
  };
  await expect.poll(left, { timeout: 40_000, interval: 200 }).toBe(0);
  expect(done.size).toBe(amount);
  await worker.stop();
}, 60_000);

test('a busy shop does not keep jobs from being done', async () => {
  let runs = 0;
  const worker = await startWorker({
    pool: database.queue,
    handlers: [
      handleJob(count, async () => {
        runs += 1;
      }),
    ],
    cron: [],
    concurrency: 4,
    log: createLogger('fatal'),
  });
  await withTx(database.db, (tx) => enqueue(tx, count, { n: 0 }));
  const busy = await Promise.all([1, 2, 3, 4].map(() => database.pool.connect()));
  await expect.poll(() => runs, { timeout: 20_000 }).toBe(1);
  for (const connection of busy) connection.release();
  await worker.stop();
}, 60_000);

test('patient jobs are done when nothing else waits', async () => {
  const order: number[] = [];
  await withTx(database.db, async (tx) => {
    for (const n of [1, 2]) await enqueue(tx, count, { n }, { patient: true });
    for (const n of [3, 4]) await enqueue(tx, count, { n });
  });
  const worker = await startWorker({
    pool: database.queue,
    handlers: [
      handleJob(count, async ({ n }) => {
        order.push(n);
      }),
    ],
    cron: [],
    concurrency: 1,
    log: createLogger('fatal'),
  });
  await expect.poll(() => order.length, { timeout: 20_000 }).toBe(4);
  expect(order).toEqual([3, 4, 1, 2]);
  await worker.stop();
}, 60_000);

test('a connection of the queue that is given back twice is given back once', async () => {
  const pool = forgivingPool(database.queue);
  const before = database.queue.idleCount;
  await new Promise<void>((resolve, reject) => {
    pool.connect((error, _client, done) => {
      done();
      done();
      if (error === undefined) resolve();
      else reject(error);
    });
  });
  expect(database.queue.idleCount).toBeGreaterThanOrEqual(before);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});
