import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { resealColumn } from '../../../platform/keys/reseal.ts';
import { lockTotpUnderOthers, updateTotpSecrets } from '../sql/totp.ts';

/** Seals the secrets of all code apps under the current key-encryption key, online; see `resealColumn`. */
export function resealTotpSecrets(
  db: Db,
  keys: KeyRing,
  progress?: (written: number) => void,
): Promise<{ written: number; broken: string[] }> {
  return resealColumn(db, keys, { scope: 'totp', lockOthers: lockTotpUnderOthers, write: updateTotpSecrets }, progress);
}
