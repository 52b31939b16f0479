import { limits } from '@og-tickets/contract/limits.ts';
import type { PasskeyRegistration } from '@og-tickets/contract/web-authentication.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { challengeOf, hashChallenge } from '../passkeys/challenge.ts';
import { verifyNewPasskey } from '../passkeys/verify.ts';
import { countPasskeys, insertPasskey, takePasskeyChallenge } from '../sql/passkeys.ts';
import { type OpenPasskey, sealPasskeyName } from '../personal-data.ts';
import { readDataKey } from '../views/data-key.ts';
import { addFactor, type FactorOwner } from './change-factors.ts';

/**
 * Registers the passkey that a browser made for this login's challenge. Returns recovery codes with the first factor.
 * Refusals: `passkey_refused`, `too_many_passkeys`.
 */
export async function addPasskey(
  platform: Platform,
  owner: FactorOwner,
  { name, passkey }: { name: string; passkey: PasskeyRegistration },
): Promise<{ passkey: OpenPasskey; recoveryCodes: string[] | null } | Refusal> {
  const challenge = challengeOf(passkey.clientDataJSON);
  if (challenge === null) return refuse('passkey_refused');
  const purpose = { purpose: 'register', ...owner } as const;
  const taken = await withTx(platform.db, (tx) => takePasskeyChallenge(tx, hashChallenge(challenge), purpose));
  const made = taken ? await verifyNewPasskey(platform, passkey, challenge) : null;
  if (made === null) return refuse('passkey_refused');
  const { accountId } = owner;
  const outcome = await addFactor(platform, owner, 'passkey_added', async (tx) => {
    if ((await countPasskeys(tx, accountId)) >= limits.passkeysPerAccount) return refuse('too_many_passkeys');
    const id = uuidv7();
    const shown = name.normalize('NFC').trim();
    const nameSealed = sealPasskeyName(await readDataKey(tx, platform.keys, accountId), id, shown);
    const row = { ...made, id, accountId, transports: passkey.transports, nameSealed };
    const inserted = await insertPasskey(tx, row);
    return inserted === undefined ? refuse('passkey_refused') : { ...inserted, name: shown };
  });
  return isRefusal(outcome) ? outcome : { passkey: outcome.added, recoveryCodes: outcome.recoveryCodes };
}
