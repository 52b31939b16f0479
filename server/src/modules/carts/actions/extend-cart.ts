import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { extendHolds } from '../../inventory/index.ts';
import { type CartOwner, extendedPeriod } from '../rules.ts';
import { writePeriod } from '../sql/carts.ts';
import { openCart } from './open-cart.ts';

/** Gives all holds of the cart more time, once a period. */
export async function extendCart(tx: Tx, owner: CartOwner, saleClosed: boolean): Promise<Refusal | null> {
  const cart = await openCart(tx, owner);
  if (cart === null || cart.lines.length === 0) return refuse('cart_empty');
  if (saleClosed) return refuse('sale_closed');
  const period = cart.period === null ? null : extendedPeriod(cart.period);
  if (period === null) return refuse('hold_not_extendable');
  await extendHolds(tx, { cartId: cart.id, expiresAt: period.expiresAt });
  await writePeriod(tx, cart.id, period);
  return null;
}
