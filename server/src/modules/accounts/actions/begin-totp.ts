import { withTx } from '../../../platform/database/database.ts';
import { randomBytes, uuidv7 } from '../../../platform/keys/random.ts';
import { seal } from '../../../platform/keys/seal.ts';
import { SECRET_BYTES } from '../../../platform/keys/secret-file.ts';
import type { Platform } from '../../../platform/platform.ts';
import { relyingPartyName } from '../passkeys/relying-party.ts';
import { totpSetup } from '../rules/totp.ts';
import { insertWaitingTotp } from '../sql/totp.ts';
import { readContact } from '../views/contact.ts';
import type { FactorOwner } from './change-factors.ts';

/** Makes a secret for an app that shows codes. It counts for nothing until a code of it is confirmed from this login. */
export async function beginTotp(platform: Platform, owner: FactorOwner): Promise<{ secret: string; uri: string }> {
  const { email } = await readContact(platform, owner.accountId);
  const stored = randomBytes(SECRET_BYTES);
  const id = uuidv7();
  const secretSealed = seal(platform.keys, 'totp', id, stored);
  await withTx(platform.db, (tx) => insertWaitingTotp(tx, { ...owner, id, secretSealed }));
  return totpSetup(stored, { issuer: await relyingPartyName(platform), account: email });
}
