import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendActivation, sendAlreadyRegistered } from '../job-names.ts';
import { emailIndex } from '../personal-data.ts';
import { networkOf } from '../rules/tries.ts';
import { checkPassword, type PasswordAsked } from './check-password.ts';
import { spendTries } from './spend-tries.ts';

/**
 * Sends the mail of a registration again to whoever knows its password, so that nobody is ever sent the link of a
 * stranger's. Whoever asks is never told whether a mail went out. Refusal: `rate_limited`, for any address alike.
 */
export async function resendActivation(platform: Platform, asked: PasswordAsked): Promise<Refusal | null> {
  const owner = await checkPassword(platform, asked);
  if (isRefusal(owner)) return owner.code === 'rate_limited' ? owner : null;
  if (owner.kind === 'account') return null;
  const byAddress = await spendTries(platform, [{ kind: 'activation-mail-address', of: networkOf(asked.address) }]);
  if (byAddress !== null) return byAddress;
  if ((await spendTries(platform, [{ kind: 'activation-mail', of: emailIndex(platform.keys, asked.email) }])) !== null)
    return null;
  const { accountId, registrationId } = owner;
  await withTx(platform.db, (tx) =>
    owner.ofActive
      ? enqueue(tx, sendAlreadyRegistered, { accountId })
      : enqueue(tx, sendActivation, { registrationId }, { key: `activation:${registrationId}` }),
  );
  return null;
}
