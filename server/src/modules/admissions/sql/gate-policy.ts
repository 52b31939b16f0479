import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** A gate of a session and what the session lets happen there. */
export interface GatePolicyRow {
  sessionId: number;
  opensAt: Date | null;
  closesAt: Date | null;
  reentry: boolean;
}

/** A gate by the codes of its session and its own; undefined when either is not there. */
export async function findGatePolicy(
  db: Db,
  gate: { session: string; code: string },
): Promise<GatePolicyRow | undefined> {
  const { rows } = await sql<GatePolicyRow>`
    SELECT session.id AS "sessionId", policy.opens_at AS "opensAt", policy.closes_at AS "closesAt",
           coalesce(policy.reentry, false) AS reentry
      FROM catalog.sessions AS session
      JOIN admissions.gates AS gate ON gate.session_id = session.id
      LEFT JOIN admissions.policies AS policy ON policy.session_id = session.id
     WHERE session.code = ${gate.session} AND gate.code = ${gate.code}`.execute(db);
  return rows[0];
}
