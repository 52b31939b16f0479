import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** A session as its gates know it. */
export interface GateSessionFacts {
  sessionId: number;
  gates: string[];
  opensAt: Date | null;
  closesAt: Date | null;
  reentry: boolean;
}

/** A session by its code; undefined when there is none. */
export async function findGateSession(db: Db, code: string): Promise<GateSessionFacts | undefined> {
  const { rows } = await sql<GateSessionFacts>`
    SELECT session.id AS "sessionId", policy.opens_at AS "opensAt", policy.closes_at AS "closesAt",
           coalesce(policy.reentry, false) AS reentry,
           (SELECT coalesce(array_agg(code ORDER BY code), '{}') FROM admissions.gates WHERE session_id = session.id) AS gates
      FROM catalog.sessions AS session LEFT JOIN admissions.policies AS policy ON policy.session_id = session.id
     WHERE session.code = ${code}`.execute(db);
  return rows[0];
}

/** Those of these logins that are still open and on a scanner that is in use. */
export async function selectOnShift(db: Db, loginIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT shift.login_id AS id
      FROM admissions.shifts AS shift
      JOIN admissions.devices AS device ON device.id = shift.device_id
      JOIN accounts.logins AS login ON login.id = shift.login_id
      JOIN accounts.accounts AS account ON account.id = login.account_id
     WHERE shift.login_id = ANY (${[...loginIds]}::uuid[]) AND shift.ended_at IS NULL
       AND device.revoked_at IS NULL AND device.ends_at > now()
       AND login.ended_at IS NULL AND login.expires_at > now() AND account.status = 'active'`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
