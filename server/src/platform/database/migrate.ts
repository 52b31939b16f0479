import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type pg from 'pg';
import { migrateJobs } from '../jobs/jobs.ts';
import type { Logger } from '../log.ts';

const migrationsDir = fileURLToPath(new URL('../../../migrations', import.meta.url));

/**
 * Brings the database to the newest schema: ours (server/migrations, in order of their number) and the job queue's.
 * Several processes may call it at once; the later ones wait. Returns the names of the migrations that ran.
 */
export async function migrate(pool: pg.Pool, log: Logger): Promise<string[]> {
  const client = await pool.connect();
  try {
    const ran = await runner({
      dbClient: client,
      dir: migrationsDir,
      direction: 'up',
      migrationsTable: 'migrations',
      checkOrder: true,
      advisoryLockMode: 'wait',
      log: () => undefined,
    });
    await migrateJobs(pool, log);
    return ran.map((migration) => migration.name);
  } finally {
    client.release();
  }
}
