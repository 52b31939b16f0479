import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';

/** A scan as it is kept, refused or not. */
export interface NewScan {
  id: string;
  requestHash: Buffer;
  sessionId: number;
  gate: string;
  controllerId: string;
  /** The scanner; null for a desk. */
  deviceId: string | null;
  /** Only of a code whose signature was good, or of a ticket that was found without one. */
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

/**
 * Keeps scans. Returns the ids of those that it keeps: one whose id there is already is left out, and of two that come at
 * once the later waits for the earlier.
 */
export async function insertScans(tx: Tx, scans: readonly NewScan[]): Promise<Set<string>> {
  const sorted = scans.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = sorted.map(({ requestHash, scannedAt, result, ...scan }) => ({
    ...scan,
    requestHash: requestHash.toString('hex'),
    // Years before 1 have no text that both sides read.
    scannedAtMs: scannedAt.getTime(),
    result: { ...result, holder: null },
  }));
  const added = await sql<{ id: string }>`${prepared}
    INSERT INTO admissions.scans (id, request_hash, session_id, gate, controller_id, device_id, ticket_id, direction,
                                  verdict, reason, places, result, scanned_at)
    SELECT id, decode("requestHash", 'hex'), "sessionId", gate, "controllerId", "deviceId", "ticketId", direction,
           result ->> 'verdict', result ->> 'reason', (result ->> 'admittedPlaces')::int, result, to_timestamp("scannedAtMs" / 1000)
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS scan (id uuid, "requestHash" text, "sessionId" int, gate text, "controllerId" uuid, "deviceId" uuid,
                    "ticketId" uuid, direction text, result jsonb, "scannedAtMs" float8)
    ON CONFLICT (id) DO NOTHING
    RETURNING id`.execute(tx);
  return new Set(added.rows.map(({ id }) => id));
}

export async function findScan(db: Db, scanId: string): Promise<KeptScan | undefined> {
  const row = await db
    .selectFrom('admissions.scans')
    .select(['request_hash', 'ticket_id', 'result'])
    .where('id', '=', scanId)
    .executeTakeFirst();
  // Only `insertScans` and the merge of offline scans write the column, with this very type.
  return row === undefined
    ? undefined
    : { requestHash: row.request_hash, ticketId: row.ticket_id, result: row.result as ScanResult };
}
