import { withTx } from '../../../platform/database/database.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendFactorNotice } from '../factor-job-names.ts';
import { deleteFactors, endLoginsOnReset, raiseTokenVersion } from '../sql/factors.ts';
import { findAccountId } from '../views/find-account-id.ts';

/**
 * Takes every second factor from the account of an address, for somebody who lost them all and whom an operator knows by
 * other means; ends its logins and tells the owner by mail. Returns whether there is such an account.
 */
export async function resetFactors(platform: Pick<Platform, 'db' | 'keys'>, email: string): Promise<boolean> {
  const accountId = await findAccountId(platform, email);
  if (accountId === undefined) return false;
  await withTx(platform.db, async (tx) => {
    await raiseTokenVersion(tx, accountId);
    await deleteFactors(tx, accountId);
    await endLoginsOnReset(tx, accountId);
    await enqueue(tx, sendFactorNotice, { accountId, change: 'factors_reset' });
  });
  return true;
}
