import type { Locale } from '@og-tickets/contract/common.ts';
import type { Role } from '@og-tickets/contract/endpoint.ts';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { randomBytes, uuidv7 } from '../../../platform/keys/random.ts';
import { seal } from '../../../platform/keys/seal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { emailIndex, sealPerson } from '../personal-data.ts';
import { type AccountStatus, insertAccount, lockAccountByEmail } from '../sql/accounts.ts';

const keyBytes = 32;

/**
 * Adds an account with its own keys, unless its address has one, and locks the account of the address either way.
 * `added` is false for the one that was there, which stays as it is.
 */
export async function addAccount(
  tx: Tx,
  keys: Platform['keys'],
  account: {
    email: string;
    passwordHash: string;
    firstName: string;
    lastName: string;
    locale: Locale;
    role: Role;
    active: boolean;
  },
): Promise<{ id: string; status: AccountStatus; added: boolean }> {
  const id = uuidv7();
  const key = emailIndex(keys, account.email);
  const dataKey = randomBytes(keyBytes);
  const userKeySealed = seal(keys, 'user', id, randomBytes(keyBytes));
  const { passwordHash, locale, role, active } = account;
  const added = await insertAccount(tx, {
    id,
    emailKey: key,
    passwordHash,
    sealed: sealPerson(keys, dataKey, id, account),
    dataKeySealed: seal(keys, 'data', id, dataKey),
    locale,
    role,
    active,
    userKeySealed,
    termsVersion,
  });
  const locked = await lockAccountByEmail(tx, key);
  if (locked === undefined) throw new Error('the account was deleted at the same moment');
  return { ...locked, added };
}
