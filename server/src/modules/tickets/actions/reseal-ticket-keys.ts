import type { Db } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { resealColumn } from '../../../platform/keys/reseal.ts';
import { lockTicketKeysUnderOthers, updateSealedKeys } from '../sql/ticket-keys.ts';

/** Seals all tickets' keys under the current key-encryption key, online; see `resealColumn`. */
export function resealTicketKeys(
  db: Db,
  keys: KeyRing,
  progress?: (written: number) => void,
): Promise<{ written: number; broken: string[] }> {
  const column = { scope: 'tick', lockOthers: lockTicketKeysUnderOthers, write: updateSealedKeys } as const;
  return resealColumn(db, keys, column, progress);
}
