import type { Tx } from '../../../platform/database/database.ts';
import { notePlacesBack } from '../sold-out.ts';
import { freeLive } from '../sql/free-holds.ts';
import { readStockOf } from '../sql/holds.ts';
import { lockStock } from '../sql/locks.ts';
import { readLiveOfSession } from '../sql/returned-places.ts';

/** Gives back what carts keep of a session that is not sold any more. What an order claimed stays with the order. */
export async function freeSessionHolds(tx: Tx, sessionId: number): Promise<void> {
  const holds = await readLiveOfSession(tx, sessionId);
  if (holds.length === 0) return;
  await lockStock(tx, await readStockOf(tx, holds));
  await freeLive(tx, holds);
  notePlacesBack(holds);
}
