import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openDataKey, openRegistration, sealNames } from '../personal-data.ts';
import { hashToken } from '../secret-token.ts';
import { activateAccount } from '../sql/accounts.ts';
import { findDataKey } from '../sql/personal-data.ts';
import { deleteRegistrationsOf, lockAccountOfToken, takeRegistration } from '../sql/registrations.ts';

/**
 * Activates an account with the password and names of the registration whose mail held this token. The other
 * registrations of the address are forgotten. Refusal: `token_invalid` for a token that is unknown, used or over.
 */
export async function activate(platform: Platform, token: string): Promise<Refusal | null> {
  const tokenHash = hashToken(token);
  return withTx(platform.db, async (tx) => {
    const accountId = await lockAccountOfToken(tx, tokenHash);
    const owner = accountId === undefined ? undefined : await takeRegistration(tx, tokenHash);
    if (accountId === undefined || owner === undefined) return refuse('token_invalid');
    const dataKey = openDataKey(platform.keys, await findDataKey(tx, accountId));
    await activateAccount(tx, accountId, {
      passwordHash: owner.password_hash,
      names: sealNames(platform.keys, dataKey, accountId, openRegistration(dataKey, owner)),
      locale: owner.locale,
      termsVersion: owner.terms_version,
      termsAcceptedAt: owner.created_at,
    });
    await deleteRegistrationsOf(tx, accountId);
    return null;
  });
}
