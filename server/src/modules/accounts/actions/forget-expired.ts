import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deleteExpiredLogins } from '../sql/logins.ts';
import { deleteExpiredRegistrations } from '../sql/registrations.ts';

/** Deletes registrations whose link is over, with their password hashes, and logins that ran out. */
export async function forgetExpired(platform: Platform): Promise<void> {
  await withTx(platform.db, async (tx) => {
    await deleteExpiredRegistrations(tx);
    await deleteExpiredLogins(tx);
  });
}
