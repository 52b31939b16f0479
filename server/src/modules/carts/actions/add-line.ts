import { limits } from '@og-tickets/contract/limits.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { readSaleTerms, saleKey } from '../../catalog/index.ts';
import type { HoldPlaces } from '../../inventory/index.ts';
import { type CartOwner, newPeriod } from '../rules.ts';
import { writePeriod } from '../sql/carts.ts';
import { insertLine, updateLine } from '../sql/lines.ts';
import { holdLine } from './hold-line.ts';
import { openOrMakeCart } from './open-cart.ts';

/**
 * Adds units of an offer and holds their places, all or nothing; makes the cart when the owner has none. More of an offer
 * that is in the cart raises its line, and takes what had expired again with it.
 */
export async function addLine(
  tx: Tx,
  holdPlaces: HoldPlaces,
  wanted: { owner: CartOwner; sessionCode: string; category: string; offer: string; quantity: number },
): Promise<Refusal | null> {
  const terms = await readSaleTerms(tx, wanted);
  if (terms === null) return refuse('not_found');
  if (!terms.onSale) return refuse('sales_closed');
  const cart = await openOrMakeCart(tx, wanted.owner);
  const line = cart.lines.find((other) => saleKey(other) === saleKey(terms));
  if (line === undefined && cart.lines.length >= limits.linesPerCart) return refuse('cart_full');
  const quantity = (line?.quantity ?? 0) + wanted.quantity;
  if (quantity > limits.quantityPerLine) return refuse('limit_per_session');
  const insteadOf = line === undefined ? [] : [line.holdId];
  const change = await holdLine(tx, holdPlaces, cart, { terms, quantity, insteadOf });
  if (isRefusal(change)) return change;
  if (line === undefined) {
    const { sessionId, category, offer } = terms;
    await insertLine(tx, cart.id, { id: uuidv7(), sessionId, category, offer, ...change });
  } else await updateLine(tx, cart.id, line.id, change);
  if (cart.period === null) await writePeriod(tx, cart.id, newPeriod(cart.now));
  return null;
}
