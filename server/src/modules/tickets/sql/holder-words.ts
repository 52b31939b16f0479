import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { SealedHolders } from './holders.ts';

/** Locks tickets whose names are not indexed, or under another key than this. */
export async function lockUnindexedHolders(tx: Tx, keyId: number, limit: number): Promise<SealedHolders[]> {
  const { rows } = await sql<SealedHolders>`
    SELECT ticket.id, ticket.account_id AS "accountId", ticket.holders_sealed,
      (SELECT data_key_sealed FROM accounts.accounts WHERE id = ticket.account_id) AS data_key_sealed
    FROM tickets.tickets AS ticket
    WHERE (ticket.holder_words IS NULL AND ticket.holders_sealed IS NOT NULL)
      OR (ticket.holder_words <> '{}' AND NOT starts_with(ticket.holder_words[1], ${`${keyId}:`}))
    LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
  return rows;
}

/** Writes by what the names on tickets are found: nothing where they are the account's own. */
export async function writeHolderWords(
  tx: Tx,
  rows: readonly { id: string; words: readonly string[] }[],
): Promise<void> {
  await sql`
    UPDATE tickets.tickets AS ticket SET holder_words = CASE WHEN account.name_words @> made.words THEN '{}' ELSE made.words END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made (id uuid, words text[]), accounts.accounts AS account
    WHERE ticket.id = made.id AND account.id = ticket.account_id`.execute(tx);
}
