import { withTx } from '../../../platform/database/database.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sendUnusedWarning } from '../job-names.ts';
import { closeUnused, warnUnused } from '../sql/erasure.ts';

/** Mails that one run sends at most: a shop's whole past must not go out in one night. */
const warnedAtOnce = 500;

/** Warns the owners of accounts that nobody used for two years, and closes those that nobody used after that either. */
export async function retireUnused(platform: Pick<Platform, 'db'>): Promise<void> {
  await withTx(platform.db, async (tx) => {
    await closeUnused(tx);
    for (const accountId of await warnUnused(tx, warnedAtOnce)) await enqueue(tx, sendUnusedWarning, { accountId });
  });
}
