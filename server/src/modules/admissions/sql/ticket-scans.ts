import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** A scan that counts, for what all scans of its ticket add up to. */
export interface TicketScanRow {
  ticketId: string;
  id: string;
  direction: 'in' | 'out';
  passed: number;
  happenedAt: Date;
  gate: string;
  /** Why the server would not have let it in; null when it would, or did. */
  found: string | null;
  settled: boolean;
}

/** The scans of some tickets that let somebody in or out and were not taken back. */
export async function selectTicketScans(tx: Tx, ticketIds: readonly string[]): Promise<TicketScanRow[]> {
  const { rows } = await sql<TicketScanRow>`
    SELECT scan.ticket_id AS "ticketId", scan.id, scan.direction, scan.passed, scan.happened_at AS "happenedAt", scan.gate,
           scan.found,
           EXISTS (SELECT FROM admissions.conflict_scans AS link JOIN admissions.conflicts AS conflict ON conflict.id = link.conflict_id
                    WHERE link.scan_id = scan.id AND conflict.state = 'resolved') AS settled
      FROM admissions.scans AS scan
     WHERE scan.ticket_id = ANY (${[...ticketIds]}::uuid[]) AND scan.state = 'counted' AND scan.passed > 0`.execute(tx);
  return rows;
}
