import type { Platform } from '../../../platform/platform.ts';
import { emailIndex } from '../personal-data.ts';
import { findCredentials } from '../sql/accounts.ts';

/** The account of an address, active or not. */
export async function findAccountId(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  email: string,
): Promise<string | undefined> {
  return (await findCredentials(db, emailIndex(keys, email)))?.id;
}
