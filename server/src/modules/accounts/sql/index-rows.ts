import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { PersonRow } from '../personal-data.ts';

/** Locks accounts whose address is indexed under another key than this; erased ones have no address. */
export async function lockForeignIndexes(tx: Tx, keyId: number, limit: number): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    SELECT id, data_key_sealed, email_sealed, first_name_sealed, last_name_sealed FROM accounts.accounts
    WHERE data_key_sealed IS NOT NULL AND NOT starts_with(email_key, ${`${keyId}:`})
    ORDER BY id LIMIT ${limit} FOR UPDATE`.execute(tx);
  return rows;
}

export async function indexEmails(tx: Tx, rows: readonly { id: string; emailKey: string }[]): Promise<void> {
  await sql`
    UPDATE accounts.accounts AS account SET email_key = made."emailKey"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made (id uuid, "emailKey" text)
    WHERE account.id = made.id`.execute(tx);
}
