import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { Counted } from '../rules/gate-counts.ts';

/**
 * Adds up the scans of a session that the server learnt of from one moment until before another (null: until now), without
 * those in quarantine; what was taken back counts nobody.
 */
export async function countScans(
  db: Db,
  sessionId: number,
  received: { from: Date | null; before: Date | null },
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    SELECT gate, CASE WHEN happened_at > now() - interval '1 hour' THEN date_trunc('minute', happened_at) END AS minute,
           coalesce(local_reason, reason) AS reason, controller_id AS "controllerId", device_id AS "deviceId",
           coalesce(sum(passed) FILTER (WHERE state = 'counted' AND direction = 'in'), 0)::int AS entered,
           coalesce(sum(passed) FILTER (WHERE state = 'counted' AND direction = 'out'), 0)::int AS left,
           count(*) FILTER (WHERE coalesce(local_verdict, verdict) <> 'admitted' AND passed = 0)::int AS refused,
           max(happened_at) AS "lastAt"
      FROM admissions.scans
     WHERE session_id = ${sessionId} AND state <> 'quarantined'
       AND received_at >= coalesce(${received.from}::timestamptz, '-infinity')
       AND received_at < coalesce(${received.before}::timestamptz, 'infinity')
     GROUP BY 1, 2, 3, 4, 5`.execute(db);
  return rows;
}

/** What of a session's gates is not in its scans. */
export interface SessionGates {
  gates: string[];
  reentry: boolean;
  opensAt: Date | null;
  closesAt: Date | null;
  openConflicts: number;
  quarantined: number;
  /** Another text whenever a scan that was counted before may count otherwise now. */
  changes: string;
  /** Scanners heard of within the last five minutes that stand at one gate. */
  devices: { id: string; gate: string }[];
  now: Date;
}

export async function selectSessionGates(db: Db, sessionId: number): Promise<SessionGates> {
  const { rows } = await sql<SessionGates>`
    SELECT coalesce((SELECT array_agg(code ORDER BY code) FROM admissions.gates WHERE session_id = ${sessionId}), '{}') AS gates,
           coalesce(policy.reentry, false) AS reentry, policy.opens_at AS "opensAt", policy.closes_at AS "closesAt",
           said.open AS "openConflicts", said.quarantined, said.known || ' ' || taken.known AS changes,
           coalesce((SELECT json_agg(json_build_object('id', id, 'gate', gate)) FROM admissions.devices
                      WHERE gate IS NOT NULL AND last_seen_at > now() - interval '5 minutes'
                        AND (session_ids IS NULL OR ${sessionId} = ANY (session_ids))), '[]') AS devices,
           now() AS now
      FROM (SELECT count(*) FILTER (WHERE state = 'open') AS open, count(*) AS known,
                   coalesce(sum((SELECT count(*) FROM admissions.conflict_scans WHERE conflict_id = id))
                     FILTER (WHERE kind = 'quarantine' AND state = 'open'), 0)::int AS quarantined
              FROM admissions.conflicts WHERE session_id = ${sessionId}) AS said
     CROSS JOIN (SELECT count(*) AS known FROM admissions.corrections WHERE session_id = ${sessionId}) AS taken
      LEFT JOIN admissions.policies AS policy ON policy.session_id = ${sessionId}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('one row is selected from nothing');
  return row;
}

/** Places of the tickets that let somebody in. */
export async function sumExpected(db: Db, sessionId: number): Promise<number> {
  const { rows } = await sql<{ expected: number }>`
    SELECT coalesce(sum(places), 0)::int AS expected FROM tickets.tickets
     WHERE session_id = ${sessionId} AND status IN ('valid', 'used')`.execute(db);
  return rows[0]?.expected ?? 0;
}
