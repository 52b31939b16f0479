import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** What is taken back of a scan. */
export interface NewCorrection {
  scanId: string;
  sessionId: number;
  kind: 'undone' | 'voided';
  places: number;
  reason: string;
  accountId: string;
}

/** Takes a scan back, once: false when it was before, or counts nothing. The scan stays, marked. */
export async function insertCorrection(tx: Tx, correction: NewCorrection): Promise<boolean> {
  const { scanId, sessionId, kind, places, reason, accountId } = correction;
  const { rows } = await sql<{ id: string }>`
    WITH marked AS (
      UPDATE admissions.scans SET state = ${kind} WHERE id = ${scanId} AND state = 'counted' RETURNING id)
    INSERT INTO admissions.corrections (scan_id, session_id, kind, places, reason, account_id)
    SELECT id, ${sessionId}::int, ${kind}, ${places}::int, ${reason}, ${accountId}::uuid FROM marked
    RETURNING scan_id AS id`.execute(tx);
  return rows.length > 0;
}
