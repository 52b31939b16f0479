import { withTx } from '../../../platform/database/database.ts';
import type { Refusal } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendPasswordReset } from '../job-names.ts';
import { emailIndex } from '../personal-data.ts';
import { networkOf } from '../rules/tries.ts';
import { insertReset } from '../sql/password-resets.ts';
import { spendTries } from './spend-tries.ts';

/**
 * Has a link to a new password mailed where the address has an active account, three times an hour at most; whoever asks
 * is never told. Refusal: `rate_limited`, by the address of the caller alone.
 */
export async function forgetPassword(
  platform: Platform,
  asked: { email: string; address: string },
): Promise<Refusal | null> {
  const key = emailIndex(platform.keys, asked.email);
  const tooMany = await spendTries(platform, [{ kind: 'reset-mail-address', of: networkOf(asked.address) }]);
  if (tooMany !== null) return tooMany;
  // Used up for this address: no further mail, the same answer.
  if ((await spendTries(platform, [{ kind: 'reset-mail', of: key }])) !== null) return null;
  const resetId = uuidv7();
  await withTx(platform.db, async (tx) => {
    await insertReset(tx, { id: resetId, emailKey: key });
    // Also where there is none: the job finds nothing, and the answer has taken as long.
    await enqueue(tx, sendPasswordReset, { resetId });
  });
  return null;
}
