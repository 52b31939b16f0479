import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendAccountNotice } from '../job-names.ts';
import { loginStatesOf } from '../login-states.ts';
import { isKnownPassword } from '../known-passwords.ts';
import { passwordHasher } from '../password-hasher.ts';
import { hashToken } from '../secret-token.ts';
import { lockAccount } from '../sql/accounts.ts';
import { updatePasswordHash } from '../sql/credentials.ts';
import { deleteOpenEmailChange } from '../sql/email-changes.ts';
import { deleteDevicesOf, rememberDevice } from '../sql/known-devices.ts';
import { endLoginsOf } from '../sql/logins.ts';
import { deleteResetsOf, findResetOwner, takeReset } from '../sql/password-resets.ts';
import { readContact } from '../views/contact.ts';

/**
 * Sets a new password with the token of a mail. Every login of the account ends, every browser but this one is forgotten,
 * and the owner is told by mail. Refusals: `token_invalid` for a token that is unknown, used or over;
 * `password_too_common` and `rate_limited`, which leave it good.
 */
export async function resetPassword(
  platform: Platform,
  asked: { token: string; password: string; deviceToken: string },
): Promise<Refusal | null> {
  const tokenHash = hashToken(asked.token);
  const owner = await findResetOwner(platform.db, tokenHash);
  if (owner === undefined) return refuse('token_invalid');
  if (await isKnownPassword(platform, asked.password, await readContact(platform, owner.accountId)))
    return refuse('password_too_common');
  const passwordHash = await passwordHasher.hash(asked.password);
  if (isRefusal(passwordHash)) return passwordHash;
  const { accountId } = owner;
  const ended = await withTx(platform.db, async (tx) => {
    await lockAccount(tx, accountId);
    if (!(await takeReset(tx, tokenHash))) return refuse('token_invalid');
    if (!(await updatePasswordHash(tx, accountId, passwordHash))) return refuse('token_invalid');
    await deleteResetsOf(tx, accountId);
    await deleteOpenEmailChange(tx, accountId);
    await deleteDevicesOf(tx, accountId);
    await rememberDevice(tx, accountId, hashToken(asked.deviceToken));
    await enqueue(tx, sendAccountNotice, { accountId, notice: 'password-reset' });
    return endLoginsOf(tx, accountId, 'password_reset');
  });
  if (isRefusal(ended)) return ended;
  for (const id of ended) loginStatesOf(platform).forget(id);
  return null;
}
