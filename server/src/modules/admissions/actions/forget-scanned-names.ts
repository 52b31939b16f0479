import type { Tx } from '../../../platform/database/database.ts';
import { deleteScannedNames } from '../sql/scanned-names.ts';

/** Takes the names out of the scans of the tickets that some accounts have or had; that they were scanned stays. */
export async function forgetScannedNames(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await deleteScannedNames(tx, accountIds);
}
