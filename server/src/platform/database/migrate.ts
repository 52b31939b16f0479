import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type pg from 'pg';
import { migrateJobs } from '../jobs/jobs.ts';
import type { Logger } from '../log.ts';
import { StartupError } from '../startup-error.ts';
import { isLockTimeout } from './database.ts';
import { openPatientClient } from './patient-client.ts';

const migrationsDir = fileURLToPath(new URL('../../../migrations', import.meta.url));
/** Name of the lock of who changes the schema or what may be done with it. */
export const migrationLock = 'platform.migrate';
const connectionName = 'og-tickets migrate';
/**
 * A migration that waits for a table makes all others wait behind it, so that it gives up after this long, lets them pass and tries
 * again: so often, with such a pause.
 */
const lockPatience = '2s';
const lockTries = 60;
const lockPauseMs = 1_000;

/** Work between two migrations that SQL cannot do, such as sealing with keys that are in files. */
export interface MigrationStep {
  /** Name of the migration that it follows; it is skipped when a later one has run. */
  after: string;
  /** Killed half way it is done again, so it begins with what is left. The pool has connections beside the migration's. */
  work: () => Promise<void>;
}

/**
 * Brings the database to the newest schema: ours (server/migrations, in order of their number) and the job queue's.
 * Several processes may call it at once; the later ones wait. A role that may not change the schema may call it where there is
 * nothing to do, else it throws a StartupError. Returns the names of the migrations that ran.
 */
export async function migrate(pool: pg.Pool, log: Logger, steps: readonly MigrationStep[] = []): Promise<string[]> {
  const client = await openPatientClient(pool.options, connectionName);
  try {
    // Around migrations and steps: no other process drops what a step here still reads. Waiting may take long.
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [migrationLock]);
    await client.query(`SET lock_timeout = '${lockPatience}'`);
    await requireMayMigrate(client);
    const names: string[] = [];
    for (const step of steps) names.push(...(await runUpTo(client, step)));
    names.push(...(await run(client)));
    await migrateJobs(pool, log);
    return names;
  } finally {
    // With the connection end the lock and, where a migration failed, its transaction.
    await client.end();
  }
}

/**
 * Makes the schema that these migrations made, on an empty database, for rows that are put back. Returns the names that this version
 * does not have, or not in this order; then nothing was made.
 */
export async function migrateUpTo(pool: pg.Pool, log: Logger, names: readonly string[]): Promise<string[]> {
  const known = (await readdir(migrationsDir)).map((file) => file.replace(/\.sql$/, '')).sort();
  const strange = names.filter((name, index) => known[index] !== name);
  if (strange.length > 0) return strange;
  const client = await openPatientClient(pool.options, connectionName);
  try {
    await run(client, names.length);
    await migrateJobs(pool, log);
  } finally {
    await client.end();
  }
  return [];
}

async function runUpTo(client: pg.Client, { after, work }: MigrationStep): Promise<string[]> {
  const ran = await namesOfRan(client);
  if ([...ran].some((name) => name > after)) return [];
  const due = (await namesOfDue(client)).filter((name) => name <= after).length;
  const names = due === 0 ? [] : await run(client, due);
  await work();
  return names;
}

async function namesOfRan(client: pg.Client): Promise<Set<string>> {
  const { rows: tables } = await client.query<{ known: boolean }>(
    "SELECT to_regclass('migrations') IS NOT NULL AS known",
  );
  if (tables[0]?.known !== true) return new Set();
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
  return new Set(rows.map(({ name }) => name));
}

/** Those of this version that have not run, in any order. */
async function namesOfDue(client: pg.Client): Promise<string[]> {
  const ran = await namesOfRan(client);
  return (await readdir(migrationsDir)).map((file) => file.replace(/\.sql$/, '')).filter((name) => !ran.has(name));
}

/** Where something is to do, the schema must be the caller's own, or not be there yet. */
async function requireMayMigrate(client: pg.Client): Promise<void> {
  const due = await namesOfDue(client);
  if (due.length === 0) return;
  const { rows } = await client.query<{ owner: string; mine: boolean }>(
    `SELECT pg_get_userbyid(relowner) AS owner, pg_has_role(relowner, 'USAGE') AS mine
     FROM pg_class WHERE oid = to_regclass('migrations')`,
  );
  const [table] = rows;
  if (table === undefined || table.mine) return;
  throw new StartupError(
    `The database lacks ${due.length} migrations of this version, which its user may not run: "npm run migrate" first, as ${table.owner}.`,
  );
}

async function run(dbClient: pg.Client, count: number = Number.POSITIVE_INFINITY): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(dbClient, count);
    } catch (error) {
      if (!isLockTimeout(error) || attempt >= lockTries) throw error;
      // What the migration began is undone; those that ran before it stay.
      await dbClient.query('ROLLBACK');
      await sleep(lockPauseMs);
    }
  }
}

async function runOnce(dbClient: pg.Client, count: number): Promise<string[]> {
  // The runner looks at its own table as only an owner may.
  if ((await namesOfDue(dbClient)).length === 0) return [];
  const ran = await runner({
    dbClient,
    dir: migrationsDir,
    direction: 'up',
    migrationsTable: 'migrations',
    checkOrder: true,
    advisoryLockMode: 'wait',
    count,
    // Each in a transaction of its own, so that a try that has to wait undoes one only.
    singleTransaction: false,
    log: () => undefined,
  });
  return ran.map((migration) => migration.name);
}
