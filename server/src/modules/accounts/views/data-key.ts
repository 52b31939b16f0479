import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { openDataKey } from '../personal-data.ts';
import { findDataKey } from '../sql/personal-data.ts';

/** The key that an account's personal data is sealed under, 32 bytes. Throws when it was erased, or a SealError. */
export async function readDataKey(db: Db, keys: KeyRing, accountId: string): Promise<Buffer> {
  return openDataKey(keys, await findDataKey(db, accountId));
}
