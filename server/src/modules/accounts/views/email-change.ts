import type { EmailChange } from '@og-tickets/contract/profile.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openChangedEmail, openDataKey } from '../personal-data.ts';
import { findOpenEmailChange } from '../sql/email-changes.ts';
import { findDataKey } from '../sql/personal-data.ts';

/** The change of address that is under way for an account. */
export async function readEmailChange(
  { db, keys }: Pick<Platform, 'db' | 'keys'>,
  accountId: string,
): Promise<EmailChange | null> {
  const found = await findOpenEmailChange(db, accountId);
  if (found === undefined) return null;
  const dataKey = openDataKey(keys, await findDataKey(db, accountId));
  return {
    newEmail: openChangedEmail(dataKey, found.id, 'new', found.new_email_sealed),
    oldConfirmed: found.old_confirmed_at !== null,
    newConfirmed: found.new_confirmed_at !== null,
    expiresAt: found.expires_at.toISOString(),
  };
}
