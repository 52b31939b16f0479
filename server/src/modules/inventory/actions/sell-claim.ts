import type { Tx } from '../../../platform/database/database.ts';
import { sellHolds } from '../sql/holds.ts';

/** Turns what an order claimed into sold places. Throws when the order has no claim: whoever calls has locked a pending order. */
export async function sellClaim(tx: Tx, orderId: string): Promise<void> {
  const sold = await sellHolds(tx, orderId, 'claimed');
  if (sold === 0) throw new Error(`order ${orderId} has no claimed hold to sell`);
}
