import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SealedRow } from '../../../platform/keys/reseal.ts';

/** The second byte of a sealed key says which key-encryption key it needs. */
const kekOfKey = sql<number>`get_byte(decode(user_key_sealed, 'base64'), 1)`;

/** The sealed key of an account, if there is such an account. */
export function findUserKey(db: Db, accountId: string): Promise<{ user_key_sealed: string } | undefined> {
  return db.selectFrom('accounts.accounts').select('user_key_sealed').where('id', '=', accountId).executeTakeFirst();
}

/** The same; it does not change until the transaction ends. */
export function holdUserKeyRow(tx: Tx, accountId: string): Promise<{ user_key_sealed: string } | undefined> {
  return tx
    .selectFrom('accounts.accounts')
    .select('user_key_sealed')
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

/** Up to `limit` accounts after an id whose keys are sealed under another key than this; their rows stay locked. */
export function lockUserKeysUnderOthers(
  tx: Tx,
  wanted: { kekId: number; afterId: string | null; limit: number },
): Promise<SealedRow[]> {
  const { kekId, afterId, limit } = wanted;
  return tx
    .selectFrom('accounts.accounts')
    .select(['id', 'user_key_sealed as sealed'])
    .where(kekOfKey, '<>', kekId)
    .$if(afterId !== null, (query) => query.where('id', '>', afterId ?? ''))
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .execute();
}

/** Writes the sealed keys of several accounts. */
export async function updateUserKeys(tx: Tx, rows: readonly SealedRow[]): Promise<void> {
  await sql`
    UPDATE accounts.accounts AS account SET user_key_sealed = resealed.sealed
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sealed }) => sealed)}::text[]) AS resealed (id, sealed)
     WHERE account.id = resealed.id`.execute(tx);
}

/** How many accounts' keys are sealed under another key than this. */
export async function countUserKeysUnderOthers(db: Db, kekId: number): Promise<number> {
  const { count } = await db
    .selectFrom('accounts.accounts')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where(kekOfKey, '<>', kekId)
    .executeTakeFirstOrThrow();
  return count;
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
