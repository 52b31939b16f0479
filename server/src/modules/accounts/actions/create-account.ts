import type { Locale } from '@og-tickets/contract/common.ts';
import type { Role } from '@og-tickets/contract/endpoint.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { passwordHasher } from '../password-hasher.ts';
import { addAccount } from './add-account.ts';

/**
 * Creates an active account of any role without a mail, for the demo. An address that has an account
 * keeps it as it is: then `added` is false. Throws when too many passwords are being hashed.
 */
export async function createAccount(
  platform: Platform,
  account: { email: string; password: string; firstName: string; lastName: string; locale: Locale; role: Role },
): Promise<{ id: string; added: boolean }> {
  const { password, ...person } = account;
  const passwordHash = await passwordHasher.hash(password);
  if (isRefusal(passwordHash)) throw new Error('too many passwords are being hashed');
  const { id, added } = await withTx(platform.db, (tx) =>
    addAccount(tx, platform.keys, { ...person, passwordHash, active: true }),
  );
  return { id, added };
}
