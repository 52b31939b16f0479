import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** Gives these gates to every session that has none. */
export async function insertMissingGates(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`
    INSERT INTO admissions.gates (session_id, code)
    SELECT session.id, gate.code
      FROM catalog.sessions AS session CROSS JOIN unnest(${[...codes]}::text[]) AS gate (code)
     WHERE NOT EXISTS (SELECT FROM admissions.gates AS known WHERE known.session_id = session.id)
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** The number of the session that a gate stands at; undefined when the session or its gate is not there. */
export function findGate(db: Db, gate: { session: string; code: string }): Promise<{ session_id: number } | undefined> {
  return db
    .selectFrom('admissions.gates as gate')
    .innerJoin('catalog.sessions as session', 'session.id', 'gate.session_id')
    .select('gate.session_id')
    .where('session.code', '=', gate.session)
    .where('gate.code', '=', gate.code)
    .executeTakeFirst();
}
