import type { Db } from '../../../platform/database/database.ts';
import { emailKey } from '../rules/email-key.ts';
import { findCredentials } from '../sql/accounts.ts';

/** The account of an address, active or not. */
export async function findAccountId(db: Db, email: string): Promise<string | undefined> {
  return (await findCredentials(db, emailKey(email)))?.id;
}
