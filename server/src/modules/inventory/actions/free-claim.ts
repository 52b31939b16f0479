import type { Tx } from '../../../platform/database/database.ts';
import { freeClaimed } from '../sql/free-holds.ts';
import { readHoldsOfOrder } from '../sql/holds.ts';
import { lockStock } from '../sql/locks.ts';

/** Gives the places back that an order claimed and did not pay. Doing it again changes nothing. */
export async function freeClaim(tx: Tx, orderId: string): Promise<void> {
  await lockStock(tx, await readHoldsOfOrder(tx, orderId));
  await freeClaimed(tx, orderId);
}
