import type { Db } from '../../../platform/database/database.ts';

const columns = ['id', 'data_key_sealed', 'email_sealed', 'first_name_sealed', 'last_name_sealed'] as const;

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
