import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { GateSettings } from '../rules/gate-settings.ts';

/** The settings of a session's gates; undefined when there is no such session. */
export async function selectGateSettings(
  db: Db,
  session: string,
): Promise<(GateSettings & { sessionId: number }) | undefined> {
  const { rows } = await sql<GateSettings & { sessionId: number }>`
    SELECT session.id AS "sessionId", coalesce(policy.reentry, false) AS reentry, policy.opens_at AS "opensAt",
           policy.closes_at AS "closesAt",
           coalesce((SELECT array_agg(code ORDER BY code) FROM admissions.gates WHERE session_id = session.id), '{}') AS gates
      FROM catalog.sessions AS session LEFT JOIN admissions.policies AS policy ON policy.session_id = session.id
     WHERE session.code = ${session}`.execute(db);
  return rows[0];
}

/** Has two who set the gates of a session wait for each other. */
export async function lockGates(tx: Tx, sessionId: number): Promise<void> {
  await sql`INSERT INTO admissions.policies (session_id) VALUES (${sessionId}) ON CONFLICT DO NOTHING`.execute(tx);
  await sql`SELECT 1 FROM admissions.policies WHERE session_id = ${sessionId} FOR UPDATE`.execute(tx);
}

/** Those of these gates that have scans. */
export async function selectUsedGates(tx: Tx, sessionId: number, gates: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ gate: string }>`
    SELECT gate FROM unnest(${[...gates]}::text[]) AS gate
     WHERE EXISTS (SELECT FROM admissions.scans WHERE session_id = ${sessionId} AND scans.gate = gate.gate)`.execute(
    tx,
  );
  return rows.map(({ gate }) => gate);
}

/** Gives a session these gates and no others, and these hours. */
export async function updateGateSettings(tx: Tx, sessionId: number, settings: GateSettings): Promise<void> {
  const gates = [...settings.gates];
  await sql`DELETE FROM admissions.gates WHERE session_id = ${sessionId} AND code <> ALL (${gates}::text[])`.execute(
    tx,
  );
  await sql`INSERT INTO admissions.gates (session_id, code) SELECT ${sessionId}::int, unnest(${gates}::text[])
    ON CONFLICT DO NOTHING`.execute(tx);
  await tx
    .updateTable('admissions.policies')
    .set({ reentry: settings.reentry, opens_at: settings.opensAt, closes_at: settings.closesAt })
    .where('session_id', '=', sessionId)
    .execute();
}
