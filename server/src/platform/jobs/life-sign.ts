import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from '../log.ts';

/** First half of the key of every life sign; the second is the hash of the worker's id. Any number that nobody else locks. */
const lockClass = 1_330_072_161;
/** How often each process looks for jobs of workers that are gone. */
const roundMs = 5_000;
/** After the connection broke, and with it the life sign. */
const againMs = 500;
/** A worker that has just begun, or lost its connection, may take a job before its life sign is there (again). */
const youngSeconds = 5;

/**
 * Shows the other processes that the workers with these ids live, and gives back the jobs of those that do not. The queue
 * itself waits four hours for that. A worker lives as long as a connection of its process holds a lock in its name: the
 * database lets go of it when the process dies, however it dies. A worker that is thought dead for want of a connection has
 * its jobs done twice, which each bears.
 */
export class LifeSign {
  readonly #pool: pg.Pool;
  readonly #ids: () => readonly string[];
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  readonly #rounds: Promise<void>;
  readonly #shown = new Set<string>();
  #client: pg.PoolClient | null = null;

  constructor(pool: pg.Pool, ids: () => readonly string[], log: Logger) {
    this.#pool = pool;
    this.#ids = ids;
    this.#log = log;
    this.#rounds = this.#goRound();
  }

  /** Ends the sign. Call it when the workers have ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#rounds;
    this.#letGo();
  }

  async #goRound(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const wentWell = await this.#round();
      await setTimeout(wentWell ? roundMs : againMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #round(): Promise<boolean> {
    try {
      this.#client ??= await this.#pool.connect();
      await this.#show(this.#client);
      await takeFromDead(this.#client);
      return true;
    } catch (err) {
      this.#log.warn({ err }, 'the job queue cannot be reached to show that this process lives');
      this.#letGo();
      return false;
    }
  }

  async #show(client: pg.PoolClient): Promise<void> {
    for (const id of this.#ids()) {
      if (this.#shown.has(id)) continue;
      // Shared: two ids with the same hash do not wait for each other.
      await client.query('SELECT pg_advisory_lock_shared($1::int, hashtext($2))', [lockClass, id]);
      this.#shown.add(id);
    }
  }

  #letGo(): void {
    this.#shown.clear();
    // Ended, not given back: the locks are the connection's.
    this.#client?.release(true);
    this.#client = null;
  }
}

async function takeFromDead(client: pg.PoolClient): Promise<void> {
  await client.query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT job.locked_by))
     FROM graphile_worker.jobs AS job
     WHERE job.locked_at < now() - make_interval(secs => $2)
       AND NOT EXISTS (
         SELECT FROM pg_locks AS held
         WHERE held.locktype = 'advisory' AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND held.classid = $1::int::oid AND held.objid::bigint = hashtext(job.locked_by)::bigint & 4294967295
           AND held.granted)
     HAVING count(*) > 0`,
    [lockClass, youngSeconds],
  );
}
