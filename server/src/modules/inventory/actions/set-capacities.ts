import type { Tx } from '../../../platform/database/database.ts';
import { notePlacesBack } from '../sold-out.ts';
import type { Stock } from '../sql/locks.ts';
import { putCapacities } from '../sql/stock.ts';

/**
 * Creates rows of inventory or changes their capacity, in places. Returns null, or those left as they were because more
 * places are taken than the capacity wanted; the others are changed all the same.
 */
export async function setCapacities(
  tx: Tx,
  wanted: readonly (Stock & { capacity: number })[],
): Promise<(Stock & { capacity: number; taken: number })[] | null> {
  const refused = await putCapacities(tx, wanted);
  notePlacesBack(wanted);
  return refused.length === 0 ? null : refused;
}
