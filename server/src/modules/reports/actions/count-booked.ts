import { type Db, withTx } from '../../../platform/database/database.ts';
import { countBooked } from '../sql/sums.ts';

/** Events that one transaction adds to the sums. */
const batch = 5_000;

/** Adds all that was booked and is not in the sums yet to them. */
export async function countAllBooked(db: Db): Promise<void> {
  while ((await withTx(db, (tx) => countBooked(tx, batch))) === batch);
}
