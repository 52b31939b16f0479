import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SealedRow } from '../../../platform/keys/reseal.ts';

/** The sealed key of an account, if there is such an account. */
export function findUserKey(db: Db, accountId: string): Promise<{ user_key_sealed: string } | undefined> {
  return db.selectFrom('accounts.accounts').select('user_key_sealed').where('id', '=', accountId).executeTakeFirst();
}

/** Both sealed keys of an account; they do not change until the transaction ends. */
export function holdKeysRow(
  tx: Tx,
  accountId: string,
): Promise<{ user_key_sealed: string; data_key_sealed: string | null } | undefined> {
  return tx
    .selectFrom('accounts.accounts')
    .select(['user_key_sealed', 'data_key_sealed'])
    .where('id', '=', accountId)
    .forShare()
    .executeTakeFirst();
}

/** Gives an account another key. Returns whether there is such an account. */
export async function updateUserKey(tx: Tx, accountId: string, sealed: string): Promise<boolean> {
  const updated = await tx
    .updateTable('accounts.accounts')
    .set({ user_key_sealed: sealed })
    .where('id', '=', accountId)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** The sealed keys of the newest accounts. */
export function selectNewestUserKeys(db: Db, limit: number): Promise<SealedRow[]> {
  return db
    .selectFrom('accounts.accounts')
    .select(['id', 'user_key_sealed as sealed'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
