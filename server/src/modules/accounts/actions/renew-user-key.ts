import type { Tx } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { randomBytes } from '../../../platform/keys/random.ts';
import { seal } from '../../../platform/keys/seal.ts';
import { SECRET_BYTES } from '../../../platform/keys/secret-file.ts';
import { updateUserKey } from '../sql/user-keys.ts';

/**
 * Gives an account a new key, 32 bytes, and returns it. No code of its tickets can be made from then on until their
 * fingerprints are made anew in the same transaction. The account stays locked. Throws when there is none.
 */
export async function renewUserKey(tx: Tx, keys: KeyRing, accountId: string): Promise<Buffer> {
  const userKey = randomBytes(SECRET_BYTES);
  const found = await updateUserKey(tx, accountId, seal(keys, 'user', accountId, userKey));
  if (!found) throw new Error(`there is no account ${accountId}`);
  return userKey;
}
