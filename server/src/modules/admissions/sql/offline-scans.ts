import type { OfflineScan } from '@og-tickets/contract/gate-lists.ts';
import { sql } from 'kysely';
import type { ScanReason } from '@og-tickets/contract/admissions.ts';
import type { Tx } from '../../../platform/database/database.ts';

type Verdict = OfflineScan['verdict'];

/** A scan that a scanner decided by itself. */
export interface NewOfflineScan {
  id: string;
  requestHash: Buffer;
  sessionId: number;
  gate: string;
  controllerId: string;
  /** Of a code whose signature was good and whose ticket is ours. */
  ticketId: string | null;
  direction: 'in' | 'out';
  verdict: Verdict;
  reason: ScanReason;
  places: number;
  /** The reply that the same scan would get from the server, as JSON. */
  result: string;
  scannedAt: Date;
  deviceId: string;
  packSequence: number;
  hash: Buffer;
  /** Why the server would not have let it in. */
  found: ScanReason | null;
  state: 'counted' | 'quarantined';
  happenedAt: Date;
}

/** Keeps scans, in the order of their ids. Returns the ids of those that it did not know. */
export async function insertOfflineScans(tx: Tx, scans: readonly NewOfflineScan[]): Promise<Set<string>> {
  if (scans.length === 0) return new Set();
  const rows = await tx
    .insertInto('admissions.scans')
    .values(
      scans
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map((scan) => ({
          id: scan.id,
          request_hash: scan.requestHash,
          session_id: scan.sessionId,
          gate: scan.gate,
          controller_id: scan.controllerId,
          ticket_id: scan.ticketId,
          direction: scan.direction,
          verdict: scan.verdict,
          reason: scan.reason,
          places: scan.places,
          result: scan.result,
          scanned_at: scan.scannedAt,
          device_id: scan.deviceId,
          offline: true,
          pack_sequence: scan.packSequence,
          chain_hash: scan.hash,
          found: scan.found,
          state: scan.state,
          happened_at: scan.happenedAt,
        })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** A scan that the server had before a scanner uploaded one of its id. */
export interface DecidedScan {
  id: string;
  sessionId: number;
  gate: string;
  direction: 'in' | 'out';
  ticketId: string | null;
  verdict: Verdict;
  places: number;
  state: string;
  /** It came in a chain before. */
  chained: boolean;
}

export async function lockDecidedScans(tx: Tx, scanIds: readonly string[]): Promise<Map<string, DecidedScan>> {
  if (scanIds.length === 0) return new Map();
  const { rows } = await sql<DecidedScan>`
    SELECT id, session_id AS "sessionId", gate, direction, ticket_id AS "ticketId", verdict, places, state,
           chain_hash IS NOT NULL AS chained
      FROM admissions.scans WHERE id = ANY (${[...scanIds]}::uuid[]) ORDER BY id FOR UPDATE`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a scanner did where the server had decided. */
export interface LocalVerdict {
  scanId: string;
  deviceId: string;
  hash: Buffer;
  /** Null when the scanner did as the server had decided. */
  local: { verdict: Verdict; reason: ScanReason; places: number; found: ScanReason | null } | null;
}

/** Keeps the scanner's own verdict beside the server's, which stays. */
export async function keepLocalVerdict(tx: Tx, { scanId, deviceId, hash, local }: LocalVerdict): Promise<void> {
  await sql`
    UPDATE admissions.scans
       SET chain_hash = ${hash}, device_id = coalesce(device_id, ${deviceId}),
           local_verdict = ${local?.verdict ?? null}, local_reason = ${local?.reason ?? null},
           local_places = ${local?.places ?? null}::int, found = ${local?.found ?? null}
     WHERE id = ${scanId}`.execute(tx);
}
