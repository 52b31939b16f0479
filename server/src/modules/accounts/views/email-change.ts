import type { EmailChange } from '@og-tickets/contract/profile.ts';
import type { Db } from '../../../platform/database/database.ts';
import { findOpenEmailChange } from '../sql/email-changes.ts';

/** The change of address that is under way for an account. */
export async function readEmailChange(db: Db, accountId: string): Promise<EmailChange | null> {
  const found = await findOpenEmailChange(db, accountId);
  if (found === undefined) return null;
  return {
    newEmail: found.new_email,
    oldConfirmed: found.old_confirmed_at !== null,
    newConfirmed: found.new_confirmed_at !== null,
    expiresAt: found.expires_at.toISOString(),
  };
}
