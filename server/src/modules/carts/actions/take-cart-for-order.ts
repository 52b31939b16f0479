import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { hardCapOf } from '../rules.ts';
import { lockCarts, writePeriod } from '../sql/carts.ts';
import { deleteLines, type Line } from '../sql/lines.ts';
import { isHeld, withHolds } from './open-cart.ts';

/** What an order is made of. */
export interface CartForOrder {
  /** In the order they were added. The hold has `quantity * placesEach` places. */
  lines: Omit<Line, 'id' | 'unitPriceCents'>[];
  /** No hold may outlive this, payment included. */
  hardCapAt: Date;
}

/**
 * Empties the cart of an account into an order; its holds stay live, to be claimed in the same transaction. Refuses with
 * not_found when the cart is not the account's, cart_empty, or hold_expired when a line is not held any more.
 */
export async function takeCartForOrder(
  tx: Tx,
  wanted: { cartId: string; accountId: string },
): Promise<CartForOrder | Refusal> {
  const [locked] = await lockCarts(tx, [wanted.cartId]);
  if (locked === undefined || locked.accountId !== wanted.accountId) return refuse('not_found');
  const cart = await withHolds(tx, locked);
  if (cart.lines.length === 0) return refuse('cart_empty');
  if (cart.period === null || !cart.lines.every((line) => isHeld(cart, line))) return refuse('hold_expired');
  await deleteLines(tx, cart.id);
  await writePeriod(tx, cart.id, null);
  return {
    lines: cart.lines.map(({ id: _id, unitPriceCents: _price, ...line }) => line),
    hardCapAt: hardCapOf(cart.period),
  };
}
