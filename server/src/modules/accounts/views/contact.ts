import type { User } from '@og-tickets/contract/accounts.ts';
import type { Db } from '../../../platform/database/database.ts';

/** Whom to write to, and in which language. */
export type Contact = Pick<User, 'email' | 'firstName' | 'lastName' | 'locale'>;

/** How to reach the owner of an account. Throws when there is no such account. */
export function readContact(db: Db, accountId: string): Promise<Contact> {
  return db
    .selectFrom('accounts.accounts')
    .select(['email', 'first_name as firstName', 'last_name as lastName', 'locale'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
}
