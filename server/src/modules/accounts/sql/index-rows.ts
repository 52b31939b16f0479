import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { PersonRow } from '../personal-data.ts';

/** Locks accounts whose address or names are not indexed under this key; erased ones have neither. */
export async function lockForeignIndexes(tx: Tx, keyId: number, limit: number): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    SELECT id, data_key_sealed, email_sealed, first_name_sealed, last_name_sealed FROM accounts.accounts
    WHERE data_key_sealed IS NOT NULL AND (NOT starts_with(email_key, ${`${keyId}:`}) OR name_words IS NULL)
    ORDER BY id LIMIT ${limit} FOR UPDATE`.execute(tx);
  return rows;
}

export async function indexPeople(
  tx: Tx,
  rows: readonly { id: string; emailKey: string; nameWords: readonly string[] }[],
): Promise<void> {
  await sql`
    UPDATE accounts.accounts AS account SET email_key = made."emailKey", name_words = made."nameWords"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made (id uuid, "emailKey" text, "nameWords" text[])
    WHERE account.id = made.id`.execute(tx);
}
