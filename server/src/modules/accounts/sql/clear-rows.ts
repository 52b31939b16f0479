import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import type { SealedNames, SealedPerson } from '../personal-data.ts';

/** An account as versions before 0035 wrote it. */
export interface ClearAccount {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
}

/** Locks accounts whose data is still clear; those that another process has locked are left to it. */
export async function lockClearAccounts(tx: Tx, limit: number): Promise<ClearAccount[]> {
  const { rows } = await sql<ClearAccount>`
    SELECT id, email, first_name AS "firstName", last_name AS "lastName" FROM accounts.accounts
    WHERE data_key_sealed IS NULL AND erased_at IS NULL ORDER BY id LIMIT ${limit} FOR UPDATE`.execute(tx);
  return rows;
}

/** Writes what seals some accounts, and empties what was clear. */
export async function sealAccounts(
  tx: Tx,
  rows: readonly (SealedPerson & { id: string; email_key: string; data_key_sealed: string })[],
): Promise<void> {
  await sql`
    UPDATE accounts.accounts AS account
    SET email = NULL, first_name = NULL, last_name = NULL, email_key = sealed.email_key,
      data_key_sealed = sealed.data_key_sealed, email_sealed = sealed.email_sealed,
      first_name_sealed = sealed.first_name_sealed, last_name_sealed = sealed.last_name_sealed
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS sealed (id uuid, email_key text, data_key_sealed text,
      email_sealed text, first_name_sealed text, last_name_sealed text)
    WHERE account.id = sealed.id`.execute(tx);
}

/** The registrations of some accounts that are clear. */
export async function selectClearRegistrations(
  tx: Tx,
  accountIds: readonly string[],
): Promise<{ id: string; accountId: string; firstName: string; lastName: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string; firstName: string; lastName: string }>`
    SELECT id, account_id AS "accountId", first_name AS "firstName", last_name AS "lastName"
    FROM accounts.registrations WHERE account_id = ANY (${accountIds}) AND first_name_sealed IS NULL`.execute(tx);
  return rows;
}

export async function sealRegistrations(tx: Tx, rows: readonly (SealedNames & { id: string })[]): Promise<void> {
  await sql`
    UPDATE accounts.registrations AS registration
    SET first_name = NULL, last_name = NULL,
      first_name_sealed = sealed.first_name_sealed, last_name_sealed = sealed.last_name_sealed
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS sealed (id uuid, first_name_sealed text, last_name_sealed text)
    WHERE registration.id = sealed.id`.execute(tx);
}

/** The changes of address of some accounts that are clear. */
export async function selectClearEmailChanges(
  tx: Tx,
  accountIds: readonly string[],
): Promise<{ id: string; accountId: string; oldEmail: string; newEmail: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string; oldEmail: string; newEmail: string }>`
    SELECT id, account_id AS "accountId", old_email AS "oldEmail", new_email AS "newEmail"
    FROM accounts.email_changes WHERE account_id = ANY (${accountIds}) AND new_email_sealed IS NULL`.execute(tx);
  return rows;
}

export async function sealEmailChanges(
  tx: Tx,
  rows: readonly { id: string; oldEmailSealed: string; newEmailSealed: string; newEmailKey: string }[],
): Promise<void> {
  await sql`
    UPDATE accounts.email_changes AS change
    SET old_email = NULL, new_email = NULL, old_email_sealed = sealed."oldEmailSealed",
      new_email_sealed = sealed."newEmailSealed", new_email_key = sealed."newEmailKey"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS sealed (id uuid, "oldEmailSealed" text, "newEmailSealed" text, "newEmailKey" text)
    WHERE change.id = sealed.id`.execute(tx);
}

/** Locks passkeys whose names are clear, with the key that seals them. */
export async function lockClearPasskeys(
  tx: Tx,
  limit: number,
): Promise<{ id: string; accountId: string; data_key_sealed: string; name: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string; data_key_sealed: string; name: string }>`
    SELECT p.id, a.id AS "accountId", a.data_key_sealed, p.name
    FROM accounts.passkeys AS p JOIN accounts.accounts AS a ON a.id = p.account_id
    WHERE p.name_sealed IS NULL AND a.data_key_sealed IS NOT NULL ORDER BY p.id LIMIT ${limit} FOR UPDATE OF p`.execute(
    tx,
  );
  return rows;
}

export async function sealPasskeys(tx: Tx, rows: readonly { id: string; sealed: string }[]): Promise<void> {
  await sql`
    UPDATE accounts.passkeys AS passkey SET name_sealed = made.sealed
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made (id uuid, sealed text)
    WHERE passkey.id = made.id`.execute(tx);
}
