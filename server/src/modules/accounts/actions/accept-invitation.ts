import { termsVersion } from '@og-tickets/contract/terms.ts';
import { type Tx, withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { isKnownPassword } from '../known-passwords.ts';
import { passwordHasher } from '../password-hasher.ts';
import { openDataKey, sealNames } from '../personal-data.ts';
import { hashToken } from '../secret-token.ts';
import { activateAccount, lockAccount, updateRole } from '../sql/accounts.ts';
import { findDataKey } from '../sql/personal-data.ts';
import { deleteRegistrationsOf } from '../sql/registrations.ts';
import { findInvited, takeInvitation } from '../sql/staff-invitations.ts';
import { readContact } from '../views/contact.ts';

/**
 * Answers an invitation: the account gets the password and the role. Whatever was registered for the address before is
 * forgotten. `record` is the last step of the transaction. Refusals: `staff_invitation_invalid` for a token that is unknown, used,
 * withdrawn or over; `password_too_common` and `rate_limited`, which leave it good.
 */
export async function acceptInvitation(
  platform: Platform,
  asked: { token: string; password: string },
  record: (tx: Tx, accepted: { accountId: string; role: 'controller' | 'admin' }) => Promise<void>,
): Promise<Refusal | null> {
  const tokenHash = hashToken(asked.token);
  const invited = await findInvited(platform.db, tokenHash);
  if (invited === undefined) return refuse('staff_invitation_invalid');
  const { accountId } = invited;
  const { locale, ...person } = await readContact(platform, accountId);
  if (await isKnownPassword(platform, asked.password, person)) return refuse('password_too_common');
  const passwordHash = await passwordHasher.hash(asked.password);
  if (isRefusal(passwordHash)) return passwordHash;
  return withTx<Refusal | null>(platform.db, async (tx) => {
    const account = await lockAccount(tx, accountId);
    const role = account?.status === 'unactivated' ? await takeInvitation(tx, tokenHash) : undefined;
    if (role === undefined) return refuse('staff_invitation_invalid');
    const names = sealNames(
      platform.keys,
      openDataKey(platform.keys, await findDataKey(tx, accountId)),
      accountId,
      person,
    );
    await activateAccount(tx, accountId, { names, locale, passwordHash, termsVersion, termsAcceptedAt: new Date() });
    await updateRole(tx, accountId, role);
    await deleteRegistrationsOf(tx, accountId);
    await record(tx, { accountId, role });
    return null;
  });
}
