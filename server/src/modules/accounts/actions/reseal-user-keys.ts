import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { resealColumn } from '../../../platform/keys/reseal.ts';
import { lockUserKeysUnderOthers, updateUserKeys } from '../sql/user-keys.ts';

/** Seals all accounts' keys under the current key-encryption key, online; see `resealColumn`. */
export function resealUserKeys(
  db: Db,
  keys: KeyRing,
  progress?: (written: number) => void,
): Promise<{ written: number; broken: string[] }> {
  return resealColumn(
    db,
    keys,
    { scope: 'user', lockOthers: lockUserKeysUnderOthers, write: updateUserKeys },
    progress,
  );
}
