import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deleteExpiredChallenges } from '../sql/login-challenges.ts';

/** Deletes logins that waited in vain for a second factor, and what authenticators never answered. */
export async function forgetExpiredChallenges(platform: Pick<Platform, 'db'>): Promise<void> {
  await withTx(platform.db, deleteExpiredChallenges);
}
