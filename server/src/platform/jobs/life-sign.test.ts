import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { connect } from '../database/database.ts';
import { releaseAbandonedJobs } from './jobs.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

test('a job that a killed worker had taken is given back', async () => {
  await sql`SELECT graphile_worker.add_job('test.nobody-handles-this', '{}'::json)`.execute(shop.db);
  const take = sql`UPDATE graphile_worker._private_jobs SET locked_by = 'worker-that-died', locked_at = now()
    WHERE key IS NULL AND task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'test.nobody-handles-this')`;
  expect((await take.execute(shop.db)).numAffectedRows).toBe(1n);
  const locked = async (): Promise<unknown[]> => {
    const { rows } = await sql<{ locked_by: string | null }>`
      SELECT locked_by FROM graphile_worker.jobs WHERE task_identifier = 'test.nobody-handles-this'`.execute(shop.db);
    return rows.map((row) => row.locked_by);
  };
  expect(await locked()).toEqual(['worker-that-died']);
  const database = await connect(shop.databaseUrl, { maxConnections: 1 });
  await releaseAbandonedJobs(database.pool);
  await database.close();
  expect(await locked()).toEqual([null]);
});
