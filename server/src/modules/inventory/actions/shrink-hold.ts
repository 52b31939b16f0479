import type { Tx } from '../../../platform/database/database.ts';
import { notePlacesBack } from '../sold-out.ts';
import { type HoldRef, shrinkLive } from '../sql/free-holds.ts';
import { readStockOf } from '../sql/holds.ts';
import { lockStock } from '../sql/locks.ts';

/** Gives a part of a live hold back, so that `places` remain; false when the hold is over or has no more than that. */
export async function shrinkHold(tx: Tx, hold: HoldRef & { places: number }): Promise<boolean> {
  await lockStock(tx, await readStockOf(tx, [hold]));
  const shrunk = await shrinkLive(tx, hold);
  notePlacesBack([hold]);
  return shrunk;
}
