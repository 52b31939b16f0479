import type { LoggedScan } from '@og-tickets/contract/gate-desk.ts';
import { type RawBuilder, sql } from 'kysely';
import type { LogCursor } from '../rules/log-cursor.ts';
import type { Db } from '../../../platform/database/database.ts';

/** A scan as desk and log show it, but for the name of who made it. */
export interface LoggedScanRow extends Omit<LoggedScan, 'controller' | 'scannedAt' | 'receivedAt'> {
  controllerId: string;
  scannedAt: Date;
  receivedAt: Date;
}

const columns = sql`
  scan.id AS "scanId", scan.gate, scan.direction, coalesce(scan.local_verdict, scan.verdict) AS verdict,
  coalesce(scan.local_reason, scan.reason) AS reason, scan.passed AS places,
  CASE WHEN scan.offline THEN scan.scanned_at ELSE scan.received_at END AS "scannedAt",
  scan.received_at AS "receivedAt", scan.offline, scan.state, scan.controller_id AS "controllerId",
  (SELECT device.name FROM admissions.devices AS device WHERE device.id = scan.device_id) AS device`;

/**
 * Scans of these conflicts, `most` of each, those that let somebody in or out before the others: earliest first, of two at the
 * same moment the one that the server learnt of first, of one upload in the order of the scanner's chain.
 */
export async function selectConflictScans(
  db: Db,
  conflictIds: readonly string[],
  most: number,
): Promise<(LoggedScanRow & { conflictId: string })[]> {
  const { rows } = await sql<LoggedScanRow & { conflictId: string }>`
    SELECT conflict.id AS "conflictId", shown.* FROM unnest(${[...conflictIds]}::uuid[]) AS conflict (id)
     CROSS JOIN LATERAL (
       SELECT ${columns}, scan.happened_at, place.position FROM admissions.conflict_scans AS link
         JOIN admissions.scans AS scan ON scan.id = link.scan_id
         LEFT JOIN admissions.chain_entries AS place ON place.device_id = scan.device_id AND place.hash = scan.chain_hash
        WHERE link.conflict_id = conflict.id
        ORDER BY (scan.passed = 0), scan.happened_at, scan.received_at, place.position, scan.id LIMIT ${most}) AS shown
     ORDER BY conflict.id, shown.happened_at, shown."receivedAt", shown.position, shown."scanId"`.execute(db);
  return rows;
}

/** Scans of a session, newest first by when the server learnt of them. */
export async function selectScanLog(
  db: Db,
  wanted: {
    sessionId: number;
    gate?: string | undefined;
    reason?: string | undefined;
    after: LogCursor | null;
    limit: number;
  },
): Promise<(LoggedScanRow & { cursorAt: string })[]> {
  const conditions: RawBuilder<unknown>[] = [sql`scan.session_id = ${wanted.sessionId}`];
  if (wanted.gate !== undefined) conditions.push(sql`scan.gate = ${wanted.gate}`);
  if (wanted.reason !== undefined) conditions.push(sql`coalesce(scan.local_reason, scan.reason) = ${wanted.reason}`);
  if (wanted.after !== null) {
    const { receivedAt, scanId } = wanted.after;
    conditions.push(sql`(scan.received_at, scan.id) < (${receivedAt}::timestamptz, ${scanId}::uuid)`);
  }
  const { rows } = await sql<LoggedScanRow & { cursorAt: string }>`
    SELECT ${columns}, to_char(scan.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "cursorAt"
      FROM admissions.scans AS scan WHERE ${sql.join(conditions, sql` AND `)}
     ORDER BY scan.received_at DESC, scan.id DESC LIMIT ${wanted.limit}`.execute(db);
  return rows;
}
