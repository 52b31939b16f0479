import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** What one check found. */
export interface CheckRow {
  name: string;
  checkedAt: Date;
  durationMs: number;
  violation: string | null;
  brokenSince: Date | null;
}

/** The newest check of every promise. */
export function findChecks(db: Db): Promise<CheckRow[]> {
  return db
    .selectFrom('invariants.checks')
    .select([
      'name',
      'checked_at as checkedAt',
      'duration_ms as durationMs',
      'violation',
      'broken_since as brokenSince',
    ])
    .orderBy('name')
    .execute();
}

/** Keeps what a check found; a promise that stays broken keeps the moment at which it broke. */
export async function upsertCheck(
  tx: Tx,
  check: { name: string; durationMs: number; violation: string | null },
): Promise<void> {
  const { name, durationMs, violation } = check;
  await sql`
    INSERT INTO invariants.checks AS known (name, checked_at, duration_ms, violation, broken_since)
    VALUES (${name}, now(), ${durationMs}, ${violation}, CASE WHEN ${violation}::text IS NOT NULL THEN now() END)
    ON CONFLICT (name) DO UPDATE SET
      checked_at = excluded.checked_at, duration_ms = excluded.duration_ms, violation = excluded.violation,
      broken_since = CASE WHEN excluded.violation IS NOT NULL
        THEN coalesce(known.broken_since, excluded.broken_since) END`.execute(tx);
}

/** Forgets the checks of promises that are no more. */
export async function deleteOtherChecks(tx: Tx, names: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('invariants.checks')
    .where('name', 'not in', [...names])
    .execute();
}
