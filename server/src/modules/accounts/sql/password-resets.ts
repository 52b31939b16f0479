import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

const endOfLife = sql<Date>`now() + make_interval(mins => ${sql.lit(limits.passwordResetMinutes)})`;

/** Opens a reset for the active account of an address, if there is one. */
export async function insertReset(tx: Tx, reset: { id: string; emailKey: string }): Promise<void> {
  await sql`
    INSERT INTO accounts.password_resets (id, account_id, expires_at)
    SELECT ${reset.id}, id, ${endOfLife} FROM accounts.accounts
    WHERE email_key = ${reset.emailKey} AND status = 'active'`.execute(tx);
}

/** Opens a reset that an operator asked for, with its token. */
export async function insertResetOf(
  tx: Tx,
  reset: { id: string; accountId: string; tokenHash: Buffer },
): Promise<void> {
  await tx
    .insertInto('accounts.password_resets')
    .values({ id: reset.id, account_id: reset.accountId, token_hash: reset.tokenHash, expires_at: endOfLife })
    .execute();
}

/** Gives a reset its token, for an hour from now. Returns whose it is; undefined when it is gone. */
export function giveResetToken(tx: Tx, resetId: string, tokenHash: Buffer): Promise<{ accountId: string } | undefined> {
  return tx
    .updateTable('accounts.password_resets as r')
    .from('accounts.accounts as a')
    .set({ token_hash: tokenHash, expires_at: endOfLife })
    .whereRef('a.id', '=', 'r.account_id')
    .where('r.id', '=', resetId)
    .where('a.status', '=', 'active')
    .returning('a.id as accountId')
    .executeTakeFirst();
}

/** Whose reset a token is; undefined for one that is unknown or over. */
export function findResetOwner(db: Db, tokenHash: Buffer): Promise<{ accountId: string } | undefined> {
  return db
    .selectFrom('accounts.password_resets as r')
    .innerJoin('accounts.accounts as a', 'a.id', 'r.account_id')
    .select('a.id as accountId')
    .where('r.token_hash', '=', tokenHash)
    .where('r.expires_at', '>', sql<Date>`now()`)
    .where('a.status', '=', 'active')
    .executeTakeFirst();
}

/** Uses a token up: exactly one caller gets true. */
export async function takeReset(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const taken = await tx
    .deleteFrom('accounts.password_resets')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Takes back every link to a new password that an account still has. */
export async function deleteResetsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('accounts.password_resets').where('account_id', '=', accountId).execute();
}

export async function deleteExpiredResets(tx: Tx): Promise<void> {
  await tx.deleteFrom('accounts.password_resets').where('expires_at', '<', sql<Date>`now()`).execute();
}
