import type { Locale } from '@og-tickets/contract/common.ts';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { randomToken, uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { passwordHasher } from '../password-hasher.ts';
import { makeToken } from '../secret-token.ts';
import { openDataKey, sealNames } from '../personal-data.ts';
import { activateAccount, updateRole } from '../sql/accounts.ts';
import { insertResetOf } from '../sql/password-resets.ts';
import { findDataKey } from '../sql/personal-data.ts';
import { deleteRegistrationsOf } from '../sql/registrations.ts';
import { addAccount } from './add-account.ts';

/** What became of the address: an account of its own with a link to choose a password, or the one it had is an admin's. */
export type MadeAdmin = { kind: 'created'; token: string } | { kind: 'promoted' };

/** Nobody learns this password: the link sets the first one. */
const unknownPasswordBits = 256;

/**
 * Makes an admin, for an operator at the machine. There is no first password: the owner chooses one by a link. An address
 * that has an active account keeps it, with the new role. Refusal: `not_found` for an account that is disabled.
 */
export async function createAdmin(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  person: { email: string; firstName: string; lastName: string; locale: Locale },
): Promise<MadeAdmin | Refusal> {
  const passwordHash = await passwordHasher.hash(randomToken(unknownPasswordBits));
  if (isRefusal(passwordHash)) return passwordHash;
  const { token, tokenHash } = makeToken();
  return withTx<MadeAdmin | Refusal>(db, async (tx) => {
    const account = await addAccount(tx, keys, { ...person, passwordHash, role: 'admin', active: true });
    const { id: accountId } = account;
    if (account.status !== 'active' && account.status !== 'unactivated') return refuse('not_found');
    if (!account.added) await updateRole(tx, accountId, 'admin');
    if (!account.added && account.status === 'active') return { kind: 'promoted' };
    if (account.status === 'unactivated') {
      // Whoever registered this address has not shown that it is theirs: nothing of theirs stays.
      const dataKey = openDataKey(keys, await findDataKey(tx, accountId));
      const names = sealNames(keys, dataKey, accountId, person);
      const { locale } = person;
      await activateAccount(tx, accountId, { names, locale, passwordHash, termsVersion, termsAcceptedAt: new Date() });
      await deleteRegistrationsOf(tx, accountId);
    }
    await insertResetOf(tx, { id: uuidv7(), accountId, tokenHash });
    return { kind: 'created', token };
  });
}
