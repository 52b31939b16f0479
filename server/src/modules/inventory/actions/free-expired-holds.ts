import { type Db, withTx } from '../../../platform/database/database.ts';
import { notePlacesBack } from '../sold-out.ts';
import { freeExpired, readExpired } from '../sql/free-holds.ts';
import { readStockOf } from '../sql/holds.ts';
import { lockStock } from '../sql/locks.ts';

/** Holds that one statement frees: it keeps the rows of inventory locked for a few milliseconds only. */
const batchHolds = 1_000;
/** A run that meets more than this leaves the rest to the next minute. */
const maxBatches = 100;

/**
 * Gives the places of carts back whose time is over. They could not be bought with any more; this makes the counters say
 * so where nobody asked for the places. Returns the number of holds freed.
 */
export async function freeExpiredHolds(db: Db): Promise<number> {
  let freed = 0;
  for (let batch = 0; batch < maxBatches; batch += 1) {
    const holds = await readExpired(db, batchHolds);
    if (holds.length === 0) break;
    freed += await withTx(db, async (tx) => {
      await lockStock(tx, await readStockOf(tx, holds));
      return freeExpired(tx, holds);
    });
    notePlacesBack(holds);
    if (holds.length < batchHolds) break;
  }
  return freed;
}
