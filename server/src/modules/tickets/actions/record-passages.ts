import type { Tx } from '../../../platform/database/database.ts';
import { type Passages, updatePassages } from '../sql/passages.ts';

/** Writes what all scans of some tickets add up to; the tickets must be locked (`lockScannedTickets`). */
export function recordPassages(tx: Tx, passages: readonly Passages[]): Promise<void> {
  return updatePassages(tx, passages);
}
