import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** Gives these gates to every session that has none. */
export async function insertMissingGates(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`
    INSERT INTO admissions.gates (session_id, code)
    SELECT session.id, gate.code
      FROM catalog.sessions AS session CROSS JOIN unnest(${[...codes]}::text[]) AS gate (code)
     WHERE NOT EXISTS (SELECT FROM admissions.gates AS known WHERE known.session_id = session.id)
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** Deletes the gates of a session, its rules and who was posted there. */
export async function deleteGates(tx: Tx, sessionId: number): Promise<void> {
  for (const table of ['admissions.gates', 'admissions.policies', 'admissions.postings'] as const) {
    await tx.deleteFrom(table).where('session_id', '=', sessionId).execute();
  }
}
