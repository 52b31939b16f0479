import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../log.ts';
import { LifeSign } from './life-sign.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ maxConnections: 4 });
});
afterAll(() => database.close());

/** A job that a worker of this id took ten seconds ago. */
async function takenBy(worker: string): Promise<void> {
  await sql`SELECT graphile_worker.add_job('test.nobody-handles-this', '{}'::json)`.execute(database.db);
  const taken = await sql`UPDATE graphile_worker._private_jobs SET locked_by = ${worker},
    locked_at = now() - interval '10 seconds' WHERE locked_by IS NULL`.execute(database.db);
  expect(taken.numAffectedRows).toBe(1n);
}

async function takers(): Promise<(string | null)[]> {
  const { rows } = await sql<{ locked_by: string | null }>`
    SELECT locked_by FROM graphile_worker.jobs ORDER BY id`.execute(database.db);
  return rows.map((row) => row.locked_by);
}

test('jobs of a worker that is gone are given back, those of one that lives are not', async () => {
  const log = createLogger('silent');
  const living = new LifeSign(database.queue, () => ['worker-that-lives'], log);
  await expect.poll(shownSigns).toBe(1);
  await takenBy('worker-that-died');
  await takenBy('worker-that-lives');
  const other = new LifeSign(database.queue, () => ['another-worker'], log);
  await expect.poll(takers).toEqual([null, 'worker-that-lives']);
  await living.stop();
  const third = new LifeSign(database.queue, () => ['a-third-worker'], log);
  await expect.poll(takers).toEqual([null, null]);
  await Promise.all([other.stop(), third.stop()]);
  await expect.poll(shownSigns).toBe(0);
});

test('a worker whose connection is cut shows again that it lives', async () => {
  const living = new LifeSign(database.queue, () => ['worker-that-lives'], createLogger('silent'));
  await expect.poll(shownSigns).toBe(1);
  // Of this database: others hold locks of their own meanwhile.
  await sql`SELECT pg_terminate_backend(lock.pid) FROM pg_locks AS lock
    JOIN pg_database AS here ON here.oid = lock.database AND here.datname = current_database()
    WHERE lock.locktype = 'advisory'`.execute(database.db);
  await expect.poll(shownSigns).toBe(0);
  await expect.poll(shownSigns, { timeout: 20_000 }).toBe(1);
  await living.stop();
});

async function shownSigns(): Promise<number> {
  const { rows } = await sql<{ signs: number }>`SELECT count(*)::int AS signs FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(
    database.db,
  );
  return rows[0]?.signs ?? -1;
}
