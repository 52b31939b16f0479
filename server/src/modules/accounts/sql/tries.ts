import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { TryLimit } from '../rules/tries.ts';

/** What is counted, and how much of it is allowed. */
export interface CountedTry extends TryLimit {
  kind: string;
  subject: Buffer;
}

/** Counts a try, if one more is allowed now; parallel ones wait for each other. How many count with it; null: no more. */
export async function insertTry(tx: Tx, { kind, subject, max, windowSeconds }: CountedTry): Promise<number | null> {
  const since = sql`now() - make_interval(secs => ${windowSeconds})`;
  const { rows } = await sql<{ counted: number }>`
    INSERT INTO accounts.tries AS t (kind, subject, tried_at, expires_at)
    VALUES (${kind}, ${subject}, ARRAY[now()], now() + make_interval(secs => ${windowSeconds}))
    ON CONFLICT (kind, subject) DO UPDATE SET
      tried_at = ARRAY(SELECT at FROM unnest(t.tried_at) AS at WHERE at > ${since}) || now(),
      expires_at = excluded.expires_at
    WHERE (SELECT count(*) FROM unnest(t.tried_at) AS at WHERE at > ${since}) < ${max}
    RETURNING cardinality(t.tried_at) AS counted`.execute(tx);
  return rows[0]?.counted ?? null;
}

/** What was found of tries that are counted. */
export interface SeenTries {
  /** How many of the first count now. */
  ofFirst: number;
  /** Whole seconds until all of them may be tried again; null when they may be now. */
  waitSeconds: number | null;
}

/** How tries stand. A look beforehand, without locks: what counts is what `insertTry` says. */
export async function seeTries(db: Db, tries: readonly CountedTry[]): Promise<SeenTries> {
  const { rows } = await sql<SeenTries>`
    SELECT coalesce(max(seen.counted) FILTER (WHERE c.n = 1), 0)::int AS "ofFirst",
      max(greatest(1, ceil(extract(epoch FROM seen.oldest - now()) + c.window_seconds)))
        FILTER (WHERE seen.counted >= c.most)::int AS "waitSeconds"
    FROM unnest(${tries.map(({ kind }) => kind)}::text[], ${tries.map(({ subject }) => subject)}::bytea[],
      ${tries.map(({ max }) => max)}::int[], ${tries.map(({ windowSeconds }) => windowSeconds)}::int[])
      WITH ORDINALITY AS c (kind, subject, most, window_seconds, n)
    CROSS JOIN LATERAL (
      SELECT count(*) AS counted, min(at) AS oldest FROM accounts.tries AS t, unnest(t.tried_at) AS at
      WHERE t.kind = c.kind AND t.subject = c.subject AND at > now() - make_interval(secs => c.window_seconds)
    ) AS seen`.execute(db);
  return rows[0] ?? { ofFirst: 0, waitSeconds: null };
}

/**
 * Whole seconds until the oldest counted try is forgotten, at least one and never more than the window: by the clock, since
 * this transaction may have begun before the one that it waited for.
 */
export async function secondsUntilNextTry(
  tx: Tx,
  { kind, subject, windowSeconds }: Omit<CountedTry, 'max'>,
): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    SELECT ceil(extract(epoch FROM min(at) + make_interval(secs => ${windowSeconds}) - clock_timestamp()))::int AS seconds
    FROM accounts.tries, unnest(tried_at) AS at
    WHERE kind = ${kind} AND subject = ${subject} AND at > now() - make_interval(secs => ${windowSeconds})`.execute(tx);
  return Math.max(1, rows[0]?.seconds ?? 1);
}

/** Takes the newest counted try back. */
export async function removeTry(tx: Tx, { kind, subject }: { kind: string; subject: Buffer }): Promise<void> {
  await sql`
    UPDATE accounts.tries SET tried_at = trim_array(tried_at, 1)
    WHERE kind = ${kind} AND subject = ${subject} AND cardinality(tried_at) > 0`.execute(tx);
}

export async function deleteExpiredTries(tx: Tx): Promise<void> {
  await tx.deleteFrom('accounts.tries').where('expires_at', '<', sql<Date>`now()`).execute();
}
