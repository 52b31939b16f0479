import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

const endOfLife = sql<Date>`now() + make_interval(hours => ${sql.lit(limits.emailChangeHours)})`;
const now = sql<Date>`now()`;

export type Side = 'old' | 'new';
const tokenColumn = { old: 'old_token_hash', new: 'new_token_hash' } as const;
const confirmedColumn = { old: 'old_confirmed_at', new: 'new_confirmed_at' } as const;

export async function insertEmailChange(
  tx: Tx,
  change: { id: string; accountId: string; oldEmailSealed: string; newEmailSealed: string; newEmailKey: string },
): Promise<void> {
  await tx
    .insertInto('accounts.email_changes')
    .values({
      id: change.id,
      account_id: change.accountId,
      old_email_sealed: change.oldEmailSealed,
      new_email_sealed: change.newEmailSealed,
      new_email_key: change.newEmailKey,
      expires_at: endOfLife,
    })
    .execute();
}

/** Gives up what is under way for an account. */
export async function deleteOpenEmailChange(tx: Tx, accountId: string): Promise<void> {
  await tx
    .deleteFrom('accounts.email_changes')
    .where('account_id', '=', accountId)
    .where('done_at', 'is', null)
    .execute();
}

/** The change that is under way for an account. */
export function findOpenEmailChange(db: Db, accountId: string) {
  return db
    .selectFrom('accounts.email_changes')
    .select(['id', 'new_email_sealed', 'old_confirmed_at', 'new_confirmed_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('done_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** What the mails of a change are made of, and whether the new address has an active account already. */
export interface EmailChangeMail {
  accountId: string;
  oldEmailSealed: string | null;
  newEmailSealed: string | null;
  taken: boolean;
}

/** Undefined when the change was given up. */
export async function findEmailChangeMail(db: Db, changeId: string): Promise<EmailChangeMail | undefined> {
  const { rows } = await sql<EmailChangeMail>`
    SELECT a.id AS "accountId", c.old_email_sealed AS "oldEmailSealed",
      c.new_email_sealed AS "newEmailSealed", EXISTS (SELECT FROM accounts.accounts AS other
        WHERE other.email_key = c.new_email_key AND other.id <> a.id AND other.status <> 'unactivated') AS taken
    FROM accounts.email_changes AS c JOIN accounts.accounts AS a ON a.id = c.account_id
    WHERE c.id = ${changeId}`.execute(db);
  return rows[0];
}

/** Gives one side of a change its token. */
export async function giveEmailChangeToken(tx: Tx, changeId: string, side: Side, tokenHash: Buffer): Promise<void> {
  await tx
    .updateTable('accounts.email_changes')
    .set({ [tokenColumn[side]]: tokenHash })
    .where('id', '=', changeId)
    .where('done_at', 'is', null)
    .execute();
}

/** Locks the account of the open change that a token belongs to, and says which side it is. */
export async function lockEmailChangeOfToken(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ id: string; accountId: string; side: Side } | undefined> {
  const { rows } = await sql<{ id: string; accountId: string; side: Side }>`
    SELECT c.id, a.id AS "accountId", CASE WHEN c.old_token_hash = ${tokenHash} THEN 'old' ELSE 'new' END AS side
    FROM accounts.email_changes AS c JOIN accounts.accounts AS a ON a.id = c.account_id
    WHERE (c.old_token_hash = ${tokenHash} OR c.new_token_hash = ${tokenHash})
      AND c.done_at IS NULL AND c.expires_at > now() AND a.status = 'active'
    FOR UPDATE OF a`.execute(tx);
  return rows[0];
}

/** Confirms one side of an open change. Returns whether both are now; null when it was given up or done meanwhile. */
export async function confirmSide(tx: Tx, changeId: string, side: Side): Promise<{ both: boolean } | null> {
  const confirmed = await tx
    .updateTable('accounts.email_changes')
    .set({ [confirmedColumn[side]]: now })
    .where('id', '=', changeId)
    .where('done_at', 'is', null)
    .returning(['old_confirmed_at', 'new_confirmed_at'])
    .executeTakeFirst();
  if (confirmed === undefined) return null;
  return { both: confirmed.old_confirmed_at !== null && confirmed.new_confirmed_at !== null };
}

/** The new address of a change, sealed. */
export async function findNewEmail(tx: Tx, changeId: string): Promise<string | null> {
  const found = await tx
    .selectFrom('accounts.email_changes')
    .select('new_email_sealed')
    .where('id', '=', changeId)
    .executeTakeFirst();
  return found?.new_email_sealed ?? null;
}

/** Puts the new address in the account's place of the old one. False when another account has it by now. */
export async function takeNewEmail(tx: Tx, changeId: string, email: { sealed: string; key: string }): Promise<boolean> {
  await sql`
    DELETE FROM accounts.accounts AS a USING accounts.email_changes AS c
    WHERE c.id = ${changeId} AND a.email_key = ${email.key} AND a.status = 'unactivated'`.execute(tx);
  const { rows } = await sql`
    UPDATE accounts.accounts AS a
    SET email_sealed = ${email.sealed}, email_key = ${email.key}, profile_version = a.profile_version + 1
    FROM accounts.email_changes AS c
    WHERE c.id = ${changeId} AND a.id = c.account_id
      AND NOT EXISTS (SELECT FROM accounts.accounts AS other
        WHERE other.email_key = ${email.key} AND other.id <> a.id)
    RETURNING a.id`.execute(tx);
  if (rows.length === 0) return false;
  await tx.updateTable('accounts.email_changes').set({ done_at: now }).where('id', '=', changeId).execute();
  return true;
}

export async function deleteExpiredEmailChanges(tx: Tx): Promise<void> {
  await tx.deleteFrom('accounts.email_changes').where('expires_at', '<', now).execute();
}
