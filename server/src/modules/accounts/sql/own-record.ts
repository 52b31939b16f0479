import type { Db } from '../../../platform/database/database.ts';
import { findDataKey } from './personal-data.ts';

/** The sealed rows that hang on an account. */
export async function selectSealedOfAccount(db: Db, accountId: string) {
  const [dataKey, registrations, changes] = await Promise.all([
    findDataKey(db, accountId),
    db
      .selectFrom('accounts.registrations')
      .select(['id', 'first_name_sealed', 'last_name_sealed', 'created_at'])
      .where('account_id', '=', accountId)
      .execute(),
    db
      .selectFrom('accounts.email_changes')
      .select(['id', 'old_email_sealed', 'new_email_sealed', 'created_at'])
      .where('account_id', '=', accountId)
      .execute(),
  ]);
  return { dataKey, registrations, changes };
}
