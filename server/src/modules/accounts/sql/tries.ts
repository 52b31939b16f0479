import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { TryLimit } from '../rules/tries.ts';

/** Counts a try, if one more is allowed now; parallel ones wait for each other. Returns whether it was. */
export async function insertTry(
  tx: Tx,
  { kind, subject, max, windowSeconds }: TryLimit & { kind: string; subject: Buffer },
): Promise<boolean> {
  const since = sql`now() - make_interval(secs => ${windowSeconds})`;
  const { rows } = await sql`
    INSERT INTO accounts.tries AS t (kind, subject, tried_at, expires_at)
    VALUES (${kind}, ${subject}, ARRAY[now()], now() + make_interval(secs => ${windowSeconds}))
    ON CONFLICT (kind, subject) DO UPDATE SET
      tried_at = ARRAY(SELECT at FROM unnest(t.tried_at) AS at WHERE at > ${since}) || now(),
      expires_at = excluded.expires_at
    WHERE (SELECT count(*) FROM unnest(t.tried_at) AS at WHERE at > ${since}) < ${max}
    RETURNING true`.execute(tx);
  return rows.length === 1;
}

/**
 * Whole seconds until the oldest counted try is forgotten, at least one and never more than the window: by the clock, since
 * this transaction may have begun before the one that it waited for.
 */
export async function secondsUntilNextTry(
  tx: Tx,
  { kind, subject, windowSeconds }: { kind: string; subject: Buffer; windowSeconds: number },
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
