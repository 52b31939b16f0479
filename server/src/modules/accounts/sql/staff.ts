import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** The accounts of the staff, admins first, with what is sealed of their owners. */
export function findStaff(db: Db) {
  return db
    .selectFrom('accounts.accounts as account')
    .select([
      'account.id',
      'account.role',
      'account.status',
      'account.data_key_sealed',
      'account.email_sealed',
      'account.first_name_sealed',
      'account.last_name_sealed',
      'account.created_at as createdAt',
      sql<Date | null>`(SELECT max(login.last_used_at) FROM accounts.logins AS login WHERE login.account_id = account.id)`.as(
        'lastLoginAt',
      ),
      sql<boolean>`EXISTS (SELECT FROM accounts.totp_factors AS factor
                            WHERE factor.account_id = account.id AND factor.confirmed_at IS NOT NULL)
                   OR EXISTS (SELECT FROM accounts.passkeys AS passkey WHERE passkey.account_id = account.id)`.as(
        'secondFactor',
      ),
    ])
    .where('account.role', 'in', ['controller', 'admin'])
    .where('account.status', '<>', 'erased')
    .orderBy('account.role')
    .orderBy('account.created_at')
    .execute();
}
