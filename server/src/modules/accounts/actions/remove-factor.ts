import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deletePasskey, type PasskeyRow, updatePasskeyName } from '../sql/passkeys.ts';
import { deleteTotp } from '../sql/totp.ts';
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
): Promise<PasskeyRow | Refusal> {
  const name = passkey.name.normalize('NFC').trim();
  return withTx(platform.db, async (tx) => (await updatePasskeyName(tx, { ...passkey, name })) ?? refuse('not_found'));
}
