import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { open } from '../../../platform/keys/seal.ts';

/** First half of the double key of an account's tickets, 32 bytes. Throws when there is no such account, or a SealError. */
export async function readUserKey(db: Db, keys: KeyRing, accountId: string): Promise<Buffer> {
  const { user_key_sealed } = await db
    .selectFrom('accounts.accounts')
    .select('user_key_sealed')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return open(keys, 'user', accountId, user_key_sealed);
}
