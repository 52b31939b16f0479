import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { isRefusal, type Refusal } from '../http/refusal.ts';
import { StartupError } from '../startup-error.ts';
import { keepPrepared } from './prepared.ts';
import type { DB } from './schema.ts';

/** Connection for reads; a `Tx` is one too. */
export type Db = Kysely<DB>;

declare const transactional: unique symbol;
/** A running transaction. Only `withTx` makes one, so that code that changes data cannot forget it. */
export type Tx = Transaction<DB> & { readonly [transactional]: true };

/** Oldest PostgreSQL that the SQL of this product needs. */
const oldestVersion = 15;
const deadlockTries = 5;
/** A statement that runs longer than this is ended by the server. */
const statementPatienceMs = 20_000;
/** Waiting for a free connection included. */
const connectPatienceMs = 10_000;
/**
 * One listens for new jobs, one to other processes, one shows that this one lives; the others take jobs up, one for each that
 * is worked on.
 */
const queueConnections = 7;

export interface Database {
  db: Db;
  /** The pool behind `db`, for what brings its own SQL. */
  pool: pg.Pool;
  /** Connections of the job queue's own: a rush of requests never keeps it from marking a job as done. */
  queue: pg.Pool;
  /** A connection of its own for reading in the background: it waits for nobody's turn, and nobody for its. */
  aside: Db;
  close(): Promise<void>;
}

function typeParsers(): pg.CustomTypesConfig {
  const asNumber = new Set<number>([pg.types.builtins.INT8]);
  const asText = new Set<number>([pg.types.builtins.DATE]);
  return {
    getTypeParser: (oid, format) => {
      // Counts are below 2^53; a day has no time zone and stays text.
      if (asNumber.has(oid)) return (value: string) => Number(value);
      if (asText.has(oid)) return (value: string) => value;
      return pg.types.getTypeParser(oid, format);
    },
  };
}

/**
 * Opens a pool on a PostgreSQL of version 15 or later.
 * Throws a StartupError with one sentence when it cannot be reached or is too old.
 */
export async function connect(
  url: string,
  { maxConnections, patienceMs = connectPatienceMs }: { maxConnections: number; patienceMs?: number | undefined },
): Promise<Database> {
  const pool = openPool(url, maxConnections, { pipeline: true, patienceMs });
  try {
    const { rows } = await pool.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    const major = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (major < oldestVersion) {
      throw new StartupError(
        `The database is PostgreSQL ${major}; OG-Tickets needs ${oldestVersion} or later. Upgrade it or point DATABASE_URL elsewhere.`,
      );
    }
  } catch (error) {
    await pool.end();
    if (error instanceof StartupError) throw error;
    const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
    throw new StartupError(
      `The database at ${withoutPassword(url)} cannot be reached (${reason}). Check DATABASE_URL.`,
    );
  }
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  // Connects when it is first used, so that a command that never does takes one connection less.
  const asidePool = openPool(url, 1, { pipeline: true, patienceMs });
  const aside = new Kysely<DB>({ dialect: new PostgresDialect({ pool: asidePool }) });
  const queue = openPool(url, queueConnections, { pipeline: false, patienceMs });
  const close = async (): Promise<void> => {
    await Promise.all([db.destroy(), aside.destroy()]);
    // Kysely leaves a pool alone that it never used.
    for (const left of [pool, asidePool, queue]) if (!left.ending) await left.end();
  };
  return { db, pool, queue, aside, close };
}

/** With `pipeline`, statements that are sent together need not wait for each other's answers; see prepared.ts. */
function openPool(
  url: string,
  maxConnections: number,
  { pipeline, patienceMs }: { pipeline: boolean; patienceMs: number },
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: patienceMs,
    statement_timeout: statementPatienceMs,
    idle_in_transaction_session_timeout: statementPatienceMs,
    application_name: 'og-tickets',
    types: typeParsers(),
    pipeline,
  });
  // A broken idle connection is replaced at the next use; without a listener Node would exit.
  pool.on('error', () => undefined);
  // The same for a connection at work: its query fails, the process goes on.
  pool.on('connect', (client) => client.on('error', () => undefined));
  if (pipeline) pool.on('connect', keepPrepared);
  return pool;
}

function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.host}${parsed.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

class Rollback extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('rolled back');
    this.refusal = refusal;
  }
}

/** True when every connection was busy for as long as a call waits for one: too much at once, not a fault. */
export function isPoolExhausted(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

/** Classes of SQLSTATE that say nothing of what was asked: connection, resources, operator, system. */
const awayClasses = new Set(['08', '53', '57', '58']);

/** True when the database did not answer, so that asking for less would fail in the same way. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return awayClasses.has((error.code ?? '').slice(0, 2));
  return (
    error instanceof Error &&
    (isPoolExhausted(error) || 'errno' in error || error.message.startsWith('Connection terminated'))
  );
}

/** True when another transaction kept a lock for longer than this one was told to wait. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '55P03';
}

function isDeadlock(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40P01' || error.code === '40001');
}

/**
 * Runs `work` in one transaction and returns its value. A returned Refusal rolls back, as an exception does.
 * A deadlock or serialization failure runs `work` again, so it must have no effect outside the database.
 */
export async function withTx<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(async (transaction) => {
        const value = await work(transaction as Tx);
        if (isRefusal(value)) throw new Rollback(value);
        return value;
      });
    } catch (error) {
      if (error instanceof Rollback) return error.refusal as T;
      if (!isDeadlock(error) || attempt >= deadlockTries) throw error;
    }
  }
}
