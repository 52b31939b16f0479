import type { Tx } from '../../../platform/database/database.ts';
import { brokenLimit, withPlaces } from '../rules.ts';
import { freeExpiredIn } from '../sql/free-holds.ts';
import { type OrderHold, readHoldsOfOrder, readUsage, sellHolds } from '../sql/holds.ts';
import { lockOwners, lockStock } from '../sql/locks.ts';
import { takeSums } from '../sql/stock.ts';

/**
 * Money came for an order whose places were given back: sells them again if all are free and the account stays within its
 * limits, else changes nothing and answers false. The order must be locked.
 */
export async function retakeForOrder(tx: Tx, orderId: string): Promise<boolean> {
  const holds = (await readHoldsOfOrder(tx, orderId)).filter((hold) => hold.state === 'freed');
  const [first] = holds;
  if (first === undefined) return false;
  await lockOwners(tx, [first.accountId]);
  if (await breaksLimit(tx, first, holds)) return false;
  await lockStock(tx, holds);
  await freeExpiredIn(tx, holds);
  if (!(await takeSums(tx, sumByStock(holds)))) return false;
  await sellHolds(tx, orderId, 'freed');
  return true;
}

async function breaksLimit(tx: Tx, owner: OrderHold, holds: readonly OrderHold[]): Promise<boolean> {
  let usage = await readUsage(tx, owner);
  for (const hold of holds) {
    if (brokenLimit(usage, hold.sessionId, hold.places, hold) !== null) return true;
    usage = withPlaces(usage, hold.sessionId, hold.places);
  }
  return false;
}

function sumByStock(holds: readonly OrderHold[]): { sessionId: number; category: string; places: number }[] {
  const byStock = Map.groupBy(holds, (hold) => `${hold.sessionId}/${hold.category}`);
  return [...byStock.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            sessionId: first.sessionId,
            category: first.category,
            places: others.reduce((sum, hold) => sum + hold.places, first.places),
          },
        ],
  );
}
