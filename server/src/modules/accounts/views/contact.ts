import type { User } from '@og-tickets/contract/accounts.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { openPerson } from '../personal-data.ts';
import { findSealedPerson } from '../sql/personal-data.ts';

/** Whom to write to, and in which language. */
export type Contact = Pick<User, 'email' | 'firstName' | 'lastName' | 'locale'>;

/**
 * How to reach the owner of an account; empty texts when it was erased. Throws when there is no such account, or a
 * SealError.
 */
export async function readContact(
  { db, keys }: { db: Db; keys: Pick<KeyRing, 'encryption'> },
  accountId: string,
): Promise<Contact> {
  const found = await findSealedPerson(db, accountId);
  return { ...openPerson(keys, found), locale: found.locale };
}
