import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { defaultProvider } from '../providers/providers.ts';
import { insertPayment, markSettled, movePayment } from '../sql/payments.ts';

/** Stands where the provider's name does when nothing is to be paid. */
const nobody = 'none';

/**
 * Writes the payment of a new order down; `startPayment` tells the provider once this is committed. An order of nothing asks
 * no provider: `paid` says that its payment has succeeded and is settled, so that the caller must turn it into tickets in
 * this transaction. Refused (`amount_too_small`) when the provider takes no amount as small as this one.
 */
export async function createPayment(
  tx: Tx,
  platform: Platform,
  order: { orderId: string; orderCode: string; accountId: string; amountCents: number; expiresAt: Date },
): Promise<{ id: string; paid: boolean } | Refusal> {
  const id = uuidv7();
  if (order.amountCents === 0) {
    await insertPayment(tx, { id, provider: nobody, ...order });
    await movePayment(tx, id, 'succeeded');
    await markSettled(tx, id);
    return { id, paid: true };
  }
  const provider = defaultProvider(platform);
  if (order.amountCents < provider.smallestCents) return refuse('amount_too_small');
  await insertPayment(tx, { id, provider: provider.name, ...order });
  return { id, paid: false };
}
