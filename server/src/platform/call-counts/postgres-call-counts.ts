import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { CallCount, CallCounts } from './call-counts.ts';

/**
 * Counts of all processes on a database, in a table that is not logged: after a crash of the database it is empty, which
 * lets everybody begin anew. One statement a call; only calls with a limit of their own are counted.
 */
export class PostgresCallCounts implements CallCounts {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async count(key: string, windowMs: number): Promise<CallCount> {
    const { rows } = await sql<CallCount>`
      INSERT INTO platform.call_counts AS known (key, calls, ends_at)
      VALUES (${key}, 1, clock_timestamp() + make_interval(secs => ${windowMs / 1_000}))
      ON CONFLICT (key) DO UPDATE SET
        calls = CASE WHEN known.ends_at <= clock_timestamp() THEN 1 ELSE least(known.calls + 1, 1000000) END,
        ends_at = CASE WHEN known.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE known.ends_at END
      RETURNING calls, ceil(extract(epoch FROM ends_at - clock_timestamp()) * 1000)::int AS "leftMs"`.execute(this.#db);
    return rows[0] ?? { calls: 1, leftMs: windowMs };
  }
}

/** Forgets the windows that are over. */
export async function forgetOldCallCounts(db: Db): Promise<void> {
  await sql`DELETE FROM platform.call_counts WHERE ends_at < clock_timestamp()`.execute(db);
}
