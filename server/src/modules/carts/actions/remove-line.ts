import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { releaseHolds } from '../../inventory/index.ts';
import type { CartOwner } from '../rules.ts';
import { deleteLine } from '../sql/lines.ts';
import { openCart } from './open-cart.ts';

/** Removes a line and gives its places back. */
export async function removeLine(tx: Tx, wanted: { owner: CartOwner; lineId: string }): Promise<Refusal | null> {
  const cart = await openCart(tx, wanted.owner);
  const line = cart?.lines.find((one) => one.id === wanted.lineId);
  if (cart === null || line === undefined) return refuse('not_found');
  await releaseHolds(tx, [line]);
  await deleteLine(tx, cart.id, line.id);
  return null;
}
