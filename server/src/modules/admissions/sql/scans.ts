import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** A scan as it is kept, refused or not. */
export interface NewScan {
  id: string;
  requestHash: Buffer;
  sessionId: number;
  gate: string;
  controllerId: string;
  /** Only of a code whose signature was good. */
  ticketId: string | null;
  direction: 'in' | 'out';
  result: ScanResult;
  /** The clock of the gate; what counts is when the server learnt of it. */
  scannedAt: Date;
}

/** The answer that a scan got. */
export interface KeptScan {
  requestHash: Buffer;
  ticketId: string | null;
  /** Without the holder: scans keep no names. */
  result: ScanResult;
}

/** Keeps a scan. Returns false, and keeps nothing, when there is one of its id: of two at once the later waits. */
export async function insertScan(tx: Tx, scan: NewScan): Promise<boolean> {
  const added = await tx
    .insertInto('admissions.scans')
    .values({
      id: scan.id,
      request_hash: scan.requestHash,
      session_id: scan.sessionId,
      gate: scan.gate,
      controller_id: scan.controllerId,
      ticket_id: scan.ticketId,
      direction: scan.direction,
      verdict: scan.result.verdict,
      reason: scan.result.reason,
      places: scan.result.admittedPlaces,
      result: JSON.stringify({ ...scan.result, holder: null }),
      scanned_at: scan.scannedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export async function findScan(db: Db, scanId: string): Promise<KeptScan | undefined> {
  const row = await db
    .selectFrom('admissions.scans')
    .select(['request_hash', 'ticket_id', 'result'])
    .where('id', '=', scanId)
    .executeTakeFirst();
  // Only `insertScan` writes the column, with this very type.
  return row === undefined
    ? undefined
    : { requestHash: row.request_hash, ticketId: row.ticket_id, result: row.result as ScanResult };
}
