import type { Passkey, SecondFactors } from '@og-tickets/contract/second-factors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type OpenPasskey, openPasskeyName } from '../personal-data.ts';
import { selectPasskeys } from '../sql/passkeys.ts';
import { readDataKey } from './data-key.ts';
import { countRecoveryCodes } from '../sql/recovery-codes.ts';
import { findTotpSince } from '../sql/totp.ts';
import type { LoginCaller } from '../../../platform/http/route.ts';

/** The second factors of an account, as its owner sees them. */
export async function readSecondFactors(
  { db, keys, config }: Pick<Platform, 'db' | 'keys' | 'config'>,
  { accountId, role }: Pick<LoginCaller, 'accountId' | 'role'>,
): Promise<SecondFactors> {
  const [since, passkeys, recoveryCodesLeft, dataKey] = await Promise.all([
    findTotpSince(db, accountId),
    selectPasskeys(db, accountId),
    countRecoveryCodes(db, accountId),
    readDataKey(db, keys, accountId),
  ]);
  return {
    totp: since === undefined ? null : { since: since.toISOString() },
    passkeys: passkeys.map((row) => passkeyShown({ ...row, name: openPasskeyName(dataKey, row.id, row.nameSealed) })),
    recoveryCodesLeft,
    mandatory: role !== 'customer' && !config.demo,
  };
}

/** A passkey in the words of the contract. */
export function passkeyShown({ id, name, createdAt, lastUsedAt, backedUp }: OpenPasskey): Passkey {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, backedUp };
}
