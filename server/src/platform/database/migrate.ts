import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type pg from 'pg';
import { migrateJobs } from '../jobs/jobs.ts';
import type { Logger } from '../log.ts';

const migrationsDir = fileURLToPath(new URL('../../../migrations', import.meta.url));
const lockName = 'platform.migrate';

/** Work between two migrations that SQL cannot do, such as sealing with keys that are in files. */
export interface MigrationStep {
  /** Name of the migration that it follows; it is skipped when a later one has run. */
  after: string;
  /** Killed half way it is done again, so it begins with what is left. The pool has connections beside the migration's. */
  work: () => Promise<void>;
}

/**
 * Brings the database to the newest schema: ours (server/migrations, in order of their number) and the job queue's.
 * Several processes may call it at once; the later ones wait. Returns the names of the migrations that ran.
 */
export async function migrate(pool: pg.Pool, log: Logger, steps: readonly MigrationStep[] = []): Promise<string[]> {
  const client = await pool.connect();
  let isSound = false;
  try {
    // Around migrations and steps: no other process drops what a step here still reads. Waiting may take long.
    await client.query('SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [lockName]);
    const names: string[] = [];
    for (const step of steps) names.push(...(await runUpTo(client, step)));
    names.push(...(await run(client)));
    await migrateJobs(pool, log);
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [lockName]);
    await client.query('RESET statement_timeout');
    isSound = true;
    return names;
  } finally {
    // A failed migration leaves an open transaction; the lock ends with the connection.
    client.release(!isSound);
  }
}

async function runUpTo(client: pg.PoolClient, { after, work }: MigrationStep): Promise<string[]> {
  const ran = await namesOfRan(client);
  if ([...ran].some((name) => name > after)) return [];
  const files = (await readdir(migrationsDir)).map((file) => file.replace(/\.sql$/, ''));
  const due = files.filter((name) => name <= after && !ran.has(name)).length;
  const names = due === 0 ? [] : await run(client, due);
  await work();
  return names;
}

async function namesOfRan(client: pg.PoolClient): Promise<Set<string>> {
  const { rows: tables } = await client.query<{ known: boolean }>(
    "SELECT to_regclass('migrations') IS NOT NULL AS known",
  );
  if (tables[0]?.known !== true) return new Set();
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
  return new Set(rows.map(({ name }) => name));
}

async function run(dbClient: pg.PoolClient, count: number = Number.POSITIVE_INFINITY): Promise<string[]> {
  const ran = await runner({
    dbClient,
    dir: migrationsDir,
    direction: 'up',
    migrationsTable: 'migrations',
    checkOrder: true,
    advisoryLockMode: 'wait',
    count,
    log: () => undefined,
  });
  return ran.map((migration) => migration.name);
}
