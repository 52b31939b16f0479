import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type OpenPasskey, sealPasskeyName } from '../personal-data.ts';
import { deletePasskey, updatePasskeyName } from '../sql/passkeys.ts';
import { deleteTotp } from '../sql/totp.ts';
import { readDataKey } from '../views/data-key.ts';
import { type FactorOwner, takeFactor } from './change-factors.ts';

/** Codes of the app count no more. Refusals: `not_found`, `last_factor`. */
export function removeTotp(platform: Platform, owner: FactorOwner): Promise<Refusal | null> {
  return takeFactor(platform, owner, 'totp_removed', (tx) => deleteTotp(tx, owner.accountId));
}

/** A passkey opens nothing any more. Refusals: `not_found`, also for another's; `last_factor`. */
export function removePasskey(platform: Platform, owner: FactorOwner, id: string): Promise<Refusal | null> {
  const { accountId } = owner;
  return takeFactor(platform, owner, 'passkey_removed', (tx) => deletePasskey(tx, { id, accountId }));
}

/** Gives a passkey another name. Refusal: `not_found`, also for another's. */
export async function renamePasskey(
  platform: Platform,
  passkey: { id: string; accountId: string; name: string },
): Promise<OpenPasskey | Refusal> {
  const name = passkey.name.normalize('NFC').trim();
  const { id, accountId } = passkey;
  return withTx(platform.db, async (tx) => {
    const nameSealed = sealPasskeyName(await readDataKey(tx, platform.keys, accountId), id, name);
    const renamed = await updatePasskeyName(tx, { id, accountId, nameSealed });
    return renamed === undefined ? refuse('not_found') : { ...renamed, name };
  });
}
