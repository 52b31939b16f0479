import type { Tx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { readSaleTermsOfMany, saleKey } from '../../catalog/index.ts';
import { compareStock } from '../../inventory/index.ts';
import { type CartOwner, newPeriod } from '../rules.ts';
import { writePeriod } from '../sql/carts.ts';
import { updateLine } from '../sql/lines.ts';
import { holdLine } from './hold-line.ts';
import { isHeld, openCart } from './open-cart.ts';

/** Holds the places of expired lines again, each line as a whole or not at all; a line that gets none stays expired. */
export async function retakeCart(tx: Tx, owner: CartOwner, saleClosed: boolean): Promise<Refusal | null> {
  const cart = await openCart(tx, owner);
  if (cart === null || cart.lines.length === 0) return refuse('cart_empty');
  if (saleClosed) return refuse('sale_closed');
  const terms = await readSaleTermsOfMany(tx, cart.lines);
  let retaken = 0;
  for (const line of cart.lines.toSorted(compareStock)) {
    const now = terms.get(saleKey(line));
    if (now?.onSale !== true) continue;
    // An offer that admits another number of people by now needs other places than those held.
    if (isHeld(cart, line) && line.placesEach === now.places) continue;
    const { quantity, holdId } = line;
    const change = await holdLine(tx, cart, { terms: now, quantity, insteadOf: [holdId] });
    if (isRefusal(change)) continue;
    await updateLine(tx, cart.id, line.id, change);
    retaken += 1;
  }
  if (retaken > 0 && cart.period === null) await writePeriod(tx, cart.id, newPeriod(cart.now));
  return null;
}
