import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendActivation } from '../job-names.ts';
import { findWaitingRegistration } from '../sql/account-panel.ts';
import { spendTries } from './spend-tries.ts';

/**
 * Has the activation mail of the newest registration of an account sent again, at an admin's wish, within the limit that
 * its owner has too. `record` is the last step of the transaction. Refusals: `not_found`; `account_state_changed` when
 * nothing waits for activation; `rate_limited`.
 */
export async function sendActivationAgain(
  platform: Pick<Platform, 'db'>,
  accountId: string,
  record: (tx: Tx) => Promise<void>,
): Promise<Refusal | null> {
  const waiting = await findWaitingRegistration(platform.db, accountId);
  if (waiting === undefined) return refuse('not_found');
  const { status, emailKey, registrationId } = waiting;
  if (status !== 'unactivated' || registrationId === null) return refuse('account_state_changed');
  const tooMany = await spendTries(platform, [{ kind: 'activation-mail', of: emailKey }]);
  if (tooMany !== null) return tooMany;
  await withTx(platform.db, async (tx) => {
    await enqueue(tx, sendActivation, { registrationId }, { key: `activation:${registrationId}` });
    await record(tx);
  });
  return null;
}
