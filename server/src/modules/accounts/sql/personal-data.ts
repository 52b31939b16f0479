import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { SealedRow } from '../../../platform/keys/reseal.ts';

const columns = ['id', 'data_key_sealed', 'email_sealed', 'first_name_sealed', 'last_name_sealed'] as const;

/** The second byte of a sealed key says which key-encryption key it needs. */
const kekOfKey = sql<number>`get_byte(decode(data_key_sealed, 'base64'), 1)`;

/** An account with what is sealed of its owner. Throws when there is none. */
export function findSealedPerson(db: Db, accountId: string) {
  return db
    .selectFrom('accounts.accounts')
    .select([...columns, 'role', 'locale', 'profile_version as version'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
}

/** The sealed data key of an account. Throws when there is no such account. */
export function findDataKey(db: Db, accountId: string): Promise<{ id: string; data_key_sealed: string | null }> {
  return db
    .selectFrom('accounts.accounts')
    .select(['id', 'data_key_sealed'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
}

/** Up to `limit` accounts after an id whose data keys are sealed under another key than this; their rows stay locked. */
export function lockDataKeysUnderOthers(
  tx: Tx,
  wanted: { kekId: number; afterId: string | null; limit: number },
): Promise<SealedRow[]> {
  const { kekId, afterId, limit } = wanted;
  return tx
    .selectFrom('accounts.accounts')
    .select(['id', sql<string>`data_key_sealed`.as('sealed')])
    .where('data_key_sealed', 'is not', null)
    .where(kekOfKey, '<>', kekId)
    .$if(afterId !== null, (query) => query.where('id', '>', afterId ?? ''))
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .execute();
}

/** Writes the sealed data keys of several accounts. */
export async function updateDataKeys(tx: Tx, rows: readonly SealedRow[]): Promise<void> {
  await sql`
    UPDATE accounts.accounts AS account SET data_key_sealed = resealed.sealed
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ sealed }) => sealed)}::text[]) AS resealed (id, sealed)
     WHERE account.id = resealed.id`.execute(tx);
}

/** How many accounts' data keys are sealed under another key than this. */
export async function countDataKeysUnderOthers(db: Db, kekId: number): Promise<number> {
  const { count } = await db
    .selectFrom('accounts.accounts')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('data_key_sealed', 'is not', null)
    .where(kekOfKey, '<>', kekId)
    .executeTakeFirstOrThrow();
  return count;
}
