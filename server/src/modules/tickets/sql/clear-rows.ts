import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** What versions before 0041 kept in the clear, with the key that seals it. */
interface ClearRow {
  id: string;
  accountId: string;
  data_key_sealed: string;
}

/** Up to a batch of tickets after an id whose names are clear; those of erased accounts have none. */
export async function lockClearTickets(
  tx: Tx,
  { afterId, limit }: { afterId: string | null; limit: number },
): Promise<(ClearRow & { names: string[] })[]> {
  const { rows } = await sql<ClearRow & { names: string[] }>`
    SELECT t.id, a.id AS "accountId", a.data_key_sealed, array_prepend(t.holder_name, t.other_holders) AS names
    FROM tickets.tickets AS t JOIN accounts.accounts AS a ON a.id = t.account_id
    WHERE t.holders_sealed IS NULL AND t.holder_name IS NOT NULL AND a.data_key_sealed IS NOT NULL
      AND (${afterId}::uuid IS NULL OR t.id > ${afterId}::uuid)
    ORDER BY t.id LIMIT ${limit} FOR NO KEY UPDATE OF t`.execute(tx);
  return rows;
}

export async function sealTickets(tx: Tx, rows: readonly { id: string; sealed: string | null }[]): Promise<void> {
  await sql`
    UPDATE tickets.tickets AS ticket SET holders_sealed = made.sealed
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made (id uuid, sealed text)
    WHERE ticket.id = made.id`.execute(tx);
}

/** Up to a batch of offers after an id whose receiver's address is clear. */
export async function lockClearTransfers(
  tx: Tx,
  { afterId, limit }: { afterId: string | null; limit: number },
): Promise<(ClearRow & { email: string })[]> {
  const { rows } = await sql<ClearRow & { email: string }>`
    SELECT t.id, a.id AS "accountId", a.data_key_sealed, t.receiver_email AS email
    FROM tickets.transfers AS t JOIN accounts.accounts AS a ON a.id = t.from_account
    WHERE t.receiver_email_sealed IS NULL AND t.receiver_email IS NOT NULL AND a.data_key_sealed IS NOT NULL
      AND (${afterId}::uuid IS NULL OR t.id > ${afterId}::uuid)
    ORDER BY t.id LIMIT ${limit} FOR NO KEY UPDATE OF t`.execute(tx);
  return rows;
}

export async function sealTransfers(tx: Tx, rows: readonly { id: string; sealed: string | null }[]): Promise<void> {
  await sql`
    UPDATE tickets.transfers AS transfer SET receiver_email_sealed = made.sealed
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made (id uuid, sealed text)
    WHERE transfer.id = made.id`.execute(tx);
}
