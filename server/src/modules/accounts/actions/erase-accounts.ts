import type { Tx } from '../../../platform/database/database.ts';
import type { KeyRing } from '../../../platform/keys/key-ring.ts';
import { openPerson } from '../personal-data.ts';
import { type ErasureChoice, eraseRows, lockDue } from '../sql/erasure.ts';

/** An account that is being erased, with the address that it had. */
export interface ErasedAccount {
  id: string;
  email: string;
}

/**
 * Erases closed accounts whose time is over: their keys, logins and factors are deleted, and with the keys
 * what any copy of their data says. An account with a valid ticket of a session to come waits until that is over. The ids
 * stay, so that orders and books still say which of them belong together. Returns whom other modules must forget in the
 * same transaction.
 */
export async function eraseAccounts(tx: Tx, keys: KeyRing, choice: ErasureChoice): Promise<ErasedAccount[]> {
  const due = await lockDue(tx, choice);
  if (due.length === 0) return [];
  const erased = due.map((row) => ({ id: row.id, email: openPerson(keys, row).email }));
  await eraseRows(
    tx,
    due.map(({ id }) => id),
  );
  return erased;
}
