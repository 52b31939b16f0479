import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendEmailChangeLink } from '../job-names.ts';
import { emailIndex, openDataKey, sealChangedEmail } from '../personal-data.ts';
import { lockAccount } from '../sql/accounts.ts';
import { deleteOpenEmailChange, insertEmailChange } from '../sql/email-changes.ts';
import { findDataKey } from '../sql/personal-data.ts';
import { readContact } from '../views/contact.ts';
import { confirmOwnPassword } from './confirm-own-password.ts';
import { spendTries } from './spend-tries.ts';

/**
 * Asks for another address: a link goes to the old and to the new one, and takes the place of any change under way. The
 * answer does not tell whether the new address has an account. Refusals: `email_unchanged`, `password_wrong`,
 * `rate_limited`.
 */
export async function startEmailChange(
  platform: Platform,
  asked: { accountId: string; newEmail: string; password: string },
): Promise<Refusal | null> {
  const { accountId } = asked;
  const newEmail = asked.newEmail.trim();
  const newEmailKey = emailIndex(platform.keys, newEmail);
  const { email } = await readContact(platform, accountId);
  if (emailIndex(platform.keys, email) === newEmailKey) return refuse('email_unchanged');
  const hash = await confirmOwnPassword(platform, accountId, asked.password);
  if (isRefusal(hash)) return hash;
  const tooMany = await spendTries(platform, [{ kind: 'email-change', of: accountId }]);
  if (tooMany !== null) return tooMany;
  const changeId = uuidv7();
  return withTx(platform.db, async (tx) => {
    await lockAccount(tx, accountId);
    await deleteOpenEmailChange(tx, accountId);
    const dataKey = openDataKey(platform.keys, await findDataKey(tx, accountId));
    const oldEmailSealed = sealChangedEmail(dataKey, changeId, 'old', email);
    const newEmailSealed = sealChangedEmail(dataKey, changeId, 'new', newEmail);
    await insertEmailChange(tx, { id: changeId, accountId, oldEmailSealed, newEmailSealed, newEmailKey });
    await enqueue(tx, sendEmailChangeLink, { changeId, side: 'old' });
    await enqueue(tx, sendEmailChangeLink, { changeId, side: 'new' });
    return null;
  });
}
