import type { Passkey, SecondFactors } from '@og-tickets/contract/second-factors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type PasskeyRow, selectPasskeys } from '../sql/passkeys.ts';
import { countRecoveryCodes } from '../sql/recovery-codes.ts';
import { findTotpSince } from '../sql/totp.ts';
import type { LoginCaller } from '../../../platform/http/route.ts';

/** The second factors of an account, as its owner sees them. */
export async function readSecondFactors(
  { db, config }: Pick<Platform, 'db' | 'config'>,
  { accountId, role }: Pick<LoginCaller, 'accountId' | 'role'>,
): Promise<SecondFactors> {
  const [since, passkeys, recoveryCodesLeft] = await Promise.all([
    findTotpSince(db, accountId),
    selectPasskeys(db, accountId),
    countRecoveryCodes(db, accountId),
  ]);
  return {
    totp: since === undefined ? null : { since: since.toISOString() },
    passkeys: passkeys.map(passkeyShown),
    recoveryCodesLeft,
    mandatory: role !== 'customer' && !config.demo,
  };
}

/** A passkey in the words of the contract. */
export function passkeyShown({ id, name, createdAt, lastUsedAt, backedUp }: PasskeyRow): Passkey {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, backedUp };
}
