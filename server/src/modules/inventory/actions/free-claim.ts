import type { Tx } from '../../../platform/database/database.ts';
import { notePlacesBack } from '../sold-out.ts';
import { freeClaimed } from '../sql/free-holds.ts';
import { readHoldsOfOrder } from '../sql/holds.ts';
import { lockStock } from '../sql/locks.ts';

/** Gives the places back that an order claimed and did not pay. Doing it again changes nothing. */
export async function freeClaim(tx: Tx, orderId: string): Promise<void> {
  const holds = await readHoldsOfOrder(tx, orderId);
  await lockStock(tx, holds);
  await freeClaimed(tx, orderId);
  notePlacesBack(holds);
}
