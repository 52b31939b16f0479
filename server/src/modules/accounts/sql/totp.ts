import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

export interface StoredTotp {
  id: string;
  secret_sealed: string;
}

/** Puts a new secret in the place of one that waits to be confirmed. */
export async function insertWaitingTotp(
  tx: Tx,
  totp: { id: string; accountId: string; loginId: string; secretSealed: string },
): Promise<void> {
  await tx
    .deleteFrom('accounts.totp_factors')
    .where('account_id', '=', totp.accountId)
    .where('confirmed_at', 'is', null)
    .execute();
  await tx
    .insertInto('accounts.totp_factors')
    .values({ id: totp.id, account_id: totp.accountId, login_id: totp.loginId, secret_sealed: totp.secretSealed })
    .execute();
}

/** The secret that this login has begun to set up and not confirmed. */
export function findWaitingTotp(db: Db, accountId: string, loginId: string): Promise<StoredTotp | undefined> {
  return db
    .selectFrom('accounts.totp_factors')
    .select(['id', 'secret_sealed'])
    .where('account_id', '=', accountId)
    .where('login_id', '=', loginId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
}

/** Lets a waiting secret count, with the step of the code that confirmed it used up. Returns whether it still waited. */
export async function confirmWaitingTotp(tx: Tx, totpId: string, step: number): Promise<boolean> {
  const confirmed = await tx
    .updateTable('accounts.totp_factors')
    .set({ confirmed_at: sql`now()`, last_step: step })
    .where('id', '=', totpId)
    .where('confirmed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return confirmed !== undefined;
}

/** The confirmed secret of an account. */
export function findTotp(db: Db, accountId: string): Promise<StoredTotp | undefined> {
  return db
    .selectFrom('accounts.totp_factors')
    .select(['id', 'secret_sealed'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
}

/** Uses up the code of a step: of many that send it at once exactly one gets true, and older codes are over with it. */
export async function useStep(tx: Tx, totpId: string, step: number): Promise<boolean> {
  const used = await tx
    .updateTable('accounts.totp_factors')
    .set({ last_step: step })
    .where('id', '=', totpId)
    .where('last_step', '<', step)
    .where('confirmed_at', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}

/** Removes the confirmed secret of an account. Returns whether there was one. */
export async function deleteTotp(tx: Tx, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('accounts.totp_factors')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Since when the confirmed secret of an account counts. */
export async function findTotpSince(db: Db, accountId: string): Promise<Date | undefined> {
  const found = await db
    .selectFrom('accounts.totp_factors')
    .select('confirmed_at')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return found?.confirmed_at ?? undefined;
}
