import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** Empties the holder in the kept answers to scans: of one's tickets, and of those given away until they were. */
export async function deleteScannedNames(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await sql`
    UPDATE admissions.scans AS scan SET result = jsonb_set(scan.result, '{holder}', 'null')
    WHERE scan.result ->> 'holder' IS NOT NULL AND (
      scan.ticket_id IN (SELECT id FROM tickets.tickets WHERE account_id = ANY (${accountIds}))
      OR EXISTS (SELECT FROM tickets.transfers AS given WHERE given.ticket_id = scan.ticket_id
        AND given.from_account = ANY (${accountIds}) AND given.accepted_at > scan.scanned_at))`.execute(tx);
}
