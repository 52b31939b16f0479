import type { Db } from '../../../platform/database/database.ts';

/** What is sealed of the owners of these accounts. */
export function findSealedNames(db: Db, accountIds: readonly string[]) {
  return db
    .selectFrom('accounts.accounts')
    .select(['id', 'data_key_sealed', 'email_sealed', 'first_name_sealed', 'last_name_sealed'])
    .where('id', 'in', [...accountIds])
    .execute();
}
