import type { Tx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { readSaleTerms } from '../../catalog/index.ts';
import { shrinkHold } from '../../inventory/index.ts';
import { type CartOwner, newPeriod } from '../rules.ts';
import { writePeriod } from '../sql/carts.ts';
import { type Line, updateLine } from '../sql/lines.ts';
import { holdLine } from './hold-line.ts';
import { isHeld, openCart } from './open-cart.ts';

/**
 * Gives a line another quantity. Fewer units give their places back, whatever the sale says; more, or an expired line, need
 * places, which nobody gets while the whole sale is closed. On refusal the line keeps what it had.
 */
export async function changeLine(
  tx: Tx,
  wanted: { owner: CartOwner; lineId: string; quantity: number; saleClosed?: boolean },
): Promise<Refusal | null> {
  const { quantity } = wanted;
  const cart = await openCart(tx, wanted.owner);
  const line = cart?.lines.find((one) => one.id === wanted.lineId);
  if (cart === null || line === undefined) return refuse('not_found');
  if (isHeld(cart, line)) {
    if (quantity === line.quantity) return null;
    if (quantity < line.quantity && (await shrinkLine(tx, cart.id, line, quantity))) return null;
  }
  if (wanted.saleClosed === true) return refuse('sale_closed');
  const terms = await readSaleTerms(tx, line);
  if (terms?.onSale !== true) return refuse('sales_closed');
  const change = await holdLine(tx, cart, { terms, quantity, insteadOf: [line.holdId] });
  if (isRefusal(change)) return change;
  await updateLine(tx, cart.id, line.id, change);
  if (cart.period === null) await writePeriod(tx, cart.id, newPeriod(cart.now));
  return null;
}

async function shrinkLine(tx: Tx, cartId: string, line: Line, quantity: number): Promise<boolean> {
  const places = quantity * line.placesEach;
  if (!(await shrinkHold(tx, { sessionId: line.sessionId, holdId: line.holdId, places }))) return false;
  await updateLine(tx, cartId, line.id, { ...line, quantity });
  return true;
}
