import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** A scan, as far as taking it back is concerned. */
export interface KeptScanRow {
  id: string;
  sessionId: number;
  gate: string;
  controllerId: string;
  deviceId: string | null;
  ticketId: string | null;
  /** Places that went through. */
  passed: number;
  state: 'counted' | 'undone' | 'voided' | 'quarantined';
}

export async function selectKeptScan(db: Db, scanId: string): Promise<KeptScanRow | null> {
  const { rows } = await sql<KeptScanRow>`
    SELECT id, session_id AS "sessionId", gate, controller_id AS "controllerId", device_id AS "deviceId",
           ticket_id AS "ticketId", passed, state
      FROM admissions.scans WHERE id = ${scanId}`.execute(db);
  return rows[0] ?? null;
}

/** Of these scans those that a conflict holds. */
export async function selectScansOfConflict(
  tx: Tx,
  conflictId: string,
  scanIds: readonly string[],
): Promise<KeptScanRow[]> {
  const { rows } = await sql<KeptScanRow>`
    SELECT scan.id, scan.session_id AS "sessionId", scan.gate, scan.controller_id AS "controllerId",
           scan.device_id AS "deviceId", scan.ticket_id AS "ticketId", scan.passed, scan.state
      FROM admissions.conflict_scans AS link JOIN admissions.scans AS scan ON scan.id = link.scan_id
     WHERE link.conflict_id = ${conflictId} AND scan.id = ANY (${[...scanIds]}::uuid[])
     ORDER BY scan.id`.execute(tx);
  return rows;
}
