import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import { hasSecondFactor, shown } from './account-panel.ts';

/** The accounts of the staff, admins first, with what is sealed of their owners. */
export function findStaff(db: Db) {
  return db
    .selectFrom('accounts.accounts as account')
    .select([
      ...shown,
      sql<Date | null>`(SELECT max(login.last_used_at) FROM accounts.logins AS login WHERE login.account_id = account.id)`.as(
        'lastLoginAt',
      ),
      hasSecondFactor.as('secondFactor'),
    ])
    .where('account.role', 'in', ['controller', 'admin'])
    .where('account.status', '<>', 'erased')
    .orderBy('account.role')
    .orderBy('account.created_at')
    .execute();
}
