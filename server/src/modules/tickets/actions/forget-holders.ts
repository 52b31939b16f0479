import type { Tx } from '../../../platform/database/database.ts';
import { deleteHolders, deletePdfFilesOf, revokeOffersOf } from '../sql/forget.ts';

/** Forgets whoever some accounts named on their tickets, whom they offer them to, and their files. The tickets stay. */
export async function forgetHolders(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await deleteHolders(tx, accountIds);
  await revokeOffersOf(tx, accountIds);
  await deletePdfFilesOf(tx, accountIds);
}
