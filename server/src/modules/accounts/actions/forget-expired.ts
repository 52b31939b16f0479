import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deleteExpiredEmailChanges } from '../sql/email-changes.ts';
import { deleteOldDevices } from '../sql/known-devices.ts';
import { deleteExpiredLogins } from '../sql/logins.ts';
import { deleteExpiredResets } from '../sql/password-resets.ts';
import { deleteExpiredRegistrations, deleteForsakenAccounts } from '../sql/registrations.ts';
import { deleteExpiredInvitations } from '../sql/staff-invitations.ts';
import { deleteExpiredTries } from '../sql/tries.ts';
import { nameBrowsers } from './name-browsers.ts';

/**
 * Deletes registrations and invitations whose link is over, with their password hashes, and the accounts that nobody
 * activated; links to a new password or address that are over; logins that ran out, tries that no longer count, browsers that
 * stayed away; and of browsers all but two words.
 */
export async function forgetExpired(platform: Platform): Promise<void> {
  await withTx(platform.db, async (tx) => {
    await deleteExpiredRegistrations(tx);
    await deleteExpiredInvitations(tx);
    await deleteForsakenAccounts(tx);
    await deleteExpiredResets(tx);
    await deleteExpiredEmailChanges(tx);
    await deleteExpiredLogins(tx);
    await deleteExpiredTries(tx);
    await deleteOldDevices(tx);
  });
  await nameBrowsers(platform);
}
