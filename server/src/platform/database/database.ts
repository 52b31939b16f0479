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
/** Its answer is lost when it has not come by then, the server's own refusal included: the connection is given up. */
const answerPatienceMs = 22_000;
/** A connection that nobody uses is asked by the operating system whether the other side is there, first after this long. */
const keepAliveMs = 10_000;
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

export interface ConnectOptions {
  maxConnections: number;
  /** How long a call waits for a connection, a new one or its turn. */
  patienceMs?: number | undefined;
  /** How long a statement waits for its answer. */
  answerMs?: number;
}

/**
 * Opens a pool on a PostgreSQL of version 15 or later.
 * Throws a StartupError with one sentence when it cannot be reached or is too old.
 */
export async function connect(url: string, { maxConnections, ...patience }: ConnectOptions): Promise<Database> {
  const pool = openPool(url, maxConnections, patience);
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
  const asidePool = openPool(url, 1, patience);
  const aside = new Kysely<DB>({ dialect: new PostgresDialect({ pool: asidePool }) });
  const queue = openPool(url, queueConnections, { ...patience, ownStatements: true });
  const close = async (): Promise<void> => {
    await Promise.all([db.destroy(), aside.destroy()]);
    // Kysely leaves a pool alone that it never used.
    for (const left of [pool, asidePool, queue]) if (!left.ending) await left.end();
  };
  return { db, pool, queue, aside, close };
}

type PoolOptions = Omit<ConnectOptions, 'maxConnections'> & {
  /** For a library that sends its own statements, none of which is marked; see prepared.ts. */
  ownStatements?: true;
};

function openPool(url: string, maxConnections: number, options: PoolOptions): pg.Pool {
  const { patienceMs = connectPatienceMs, answerMs = answerPatienceMs, ownStatements } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: patienceMs,
    statement_timeout: statementPatienceMs,
    idle_in_transaction_session_timeout: statementPatienceMs,
    // A network that swallows everything says nothing, and the server's limit does not come through it either.
    query_timeout: answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    application_name: 'og-tickets',
    types: typeParsers(),
    // Statements that are sent together need not wait for each other's answers, and a connection whose answer did not come
    // is cut by the driver, which otherwise gives it to the next with the old answer still to come (pg 8.23, client.js, `query`).
    pipeline: true,
  });
  // A broken idle connection is replaced at the next use; without a listener Node would exit.
  pool.on('error', () => undefined);
  // The same for a connection at work: its query fails, the process goes on.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // One that was cut is given back before it says that it is closed: the next in turn would get it.
  pool.on('release', (_error, client) => {
    if (client.connection.stream.destroyed) void client.end();
  });
  if (ownStatements !== true) pool.on('connect', keepPrepared);
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

/** What the driver says of a connection that is not there (any more), or whose answer did not come. */
const awayMessages = ['Connection terminated', 'Query read timeout', 'Client has encountered a connection error'];
/** What the operating system says of one. */
const awayCodes = new Set(
  'EAI_AGAIN ECONNREFUSED ECONNRESET EHOSTUNREACH ENETUNREACH ENOTFOUND EPIPE ETIMEDOUT'.split(' '),
);

/**
 * True when the database did not answer, or cannot write, so that asking for less would fail in the same way. What was asked may
 * have been done all the same: a COMMIT without an answer is neither done nor undone until somebody looks.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return awayClasses.has((error.code ?? '').slice(0, 2));
  if (!(error instanceof Error)) return false;
  if ('code' in error && awayCodes.has(String(error.code))) return true;
  return isPoolExhausted(error) || awayMessages.some((message) => error.message.startsWith(message));
}

/** True when the database ended a statement that took too long. */
export function isStatementTimeout(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '57014';
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
