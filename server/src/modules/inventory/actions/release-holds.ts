import type { Tx } from '../../../platform/database/database.ts';
import { notePlacesBack } from '../sold-out.ts';
import { freeLive, type HoldRef } from '../sql/free-holds.ts';
import { readStockOf } from '../sql/holds.ts';
import { lockStock } from '../sql/locks.ts';

/** Gives the places of holds in a cart back. Those that were given back, claimed or sold before are left as they are. */
export async function releaseHolds(tx: Tx, holds: readonly HoldRef[]): Promise<void> {
  if (holds.length === 0) return;
  await lockStock(tx, await readStockOf(tx, holds));
  await freeLive(tx, holds);
  notePlacesBack(holds);
}
