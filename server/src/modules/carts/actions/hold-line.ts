import { limits } from '@og-tickets/contract/limits.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { isRefusal, type Refusal } from '../../../platform/http/refusal.ts';
import type { SaleTerms } from '../../catalog/index.ts';
import { holdPlaces } from '../../inventory/index.ts';
import { newPeriod } from '../rules.ts';
import type { LineChange } from '../sql/lines.ts';
import type { OpenCart } from './open-cart.ts';

/**
 * Holds so many units on the sale's terms until the deadline that the cart's holds share, in place of other holds of the
 * line; returns what the line then says. On refusal the other holds stay.
 */
export async function holdLine(
  tx: Tx,
  cart: OpenCart,
  wanted: { terms: SaleTerms; quantity: number; insteadOf: readonly string[] },
): Promise<LineChange | Refusal> {
  const { terms, quantity, insteadOf } = wanted;
  const held = await holdPlaces(tx, {
    sessionId: terms.sessionId,
    category: terms.category,
    places: quantity * terms.places,
    cartId: cart.id,
    accountId: cart.accountId,
    expiresAt: (cart.period ?? newPeriod(cart.now)).expiresAt,
    limitPerSession: terms.placesPerAccount,
    limitPerAccount: limits.placesPerAccount,
    insteadOf,
  });
  if (isRefusal(held)) return held;
  return { quantity, placesEach: terms.places, unitPriceCents: terms.unitPriceCents, holdId: held.holdId };
}
