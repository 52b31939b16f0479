import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { resealColumn } from '../../../platform/keys/reseal.ts';
import { lockDataKeysUnderOthers, updateDataKeys } from '../sql/personal-data.ts';
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

/** The same for the keys that accounts' personal data is sealed under. */
export function resealDataKeys(
  db: Db,
  keys: KeyRing,
  progress?: (written: number) => void,
): Promise<{ written: number; broken: string[] }> {
  return resealColumn(
    db,
    keys,
    { scope: 'data', lockOthers: lockDataKeysUnderOthers, write: updateDataKeys },
    progress,
  );
}
