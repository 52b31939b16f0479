import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** A promise of the shop and the statement that finds what breaks it, each row a sentence. */
export interface Invariant {
  /** Stable, for alerts: `taken-within-capacity`. */
  name: string;
  violations: RawBuilder<{ violation: string }>;
}

/** Sentences for what breaks one invariant, `limit` of them at most, as of one moment. */
export async function findViolations(db: Db, { violations }: Invariant, limit: number): Promise<string[]> {
  const { rows } = await sql<{ violation: string }>`
    SELECT violation FROM (${violations}) AS broken LIMIT ${limit}`.execute(db);
  return rows.map((row) => row.violation);
}
