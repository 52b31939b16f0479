import type { Platform } from '../../../platform/platform.ts';
import { passwordHasher } from '../password-hasher.ts';
import { emailKey } from '../rules/email-key.ts';
import { findCredentials } from '../sql/accounts.ts';

/** Does an active account have this password? For the start of the demo only: the time it takes tells whether there is one. */
export async function isPasswordOf(platform: Platform, email: string, password: string): Promise<boolean> {
  const account = await findCredentials(platform.db, emailKey(email));
  if (account?.status !== 'active') return false;
  return (await passwordHasher.verify(password, account.password_hash)) === true;
}
