import type { User } from '@og-tickets/contract/accounts.ts';
import type { Profile } from '@og-tickets/contract/profile.ts';
import type { Db } from '../../../platform/database/database.ts';

/** What a person sees of their own account. Throws when there is none. */
export function readProfile(db: Db, accountId: string): Promise<User> {
  return db
    .selectFrom('accounts.accounts')
    .select(['id', 'email', 'first_name as firstName', 'last_name as lastName', 'role', 'locale'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
}

/** The same with its version, for who changes it. */
export function readVersionedProfile(db: Db, accountId: string): Promise<Profile> {
  return db
    .selectFrom('accounts.accounts')
    .select([
      'id',
      'email',
      'first_name as firstName',
      'last_name as lastName',
      'role',
      'locale',
      'profile_version as version',
    ])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
}
