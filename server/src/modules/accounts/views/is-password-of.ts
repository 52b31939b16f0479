import type { Platform } from '../../../platform/platform.ts';
import { passwordHasher } from '../password-hasher.ts';
import { emailIndex } from '../personal-data.ts';
import { findCredentials } from '../sql/accounts.ts';

/** Does an active account have this password? For the start of the demo only: the time it takes tells whether there is one. */
export async function isPasswordOf(platform: Platform, email: string, password: string): Promise<boolean> {
  const account = await findCredentials(platform.db, emailIndex(platform.keys, email));
  if (account?.status !== 'active') return false;
  return (await passwordHasher.verify(password, account.password_hash)) === true;
}
