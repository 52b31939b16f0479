import type { Tx } from '../../../platform/database/database.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { defaultProvider } from '../providers/providers.ts';
import { insertPayment } from '../sql/payments.ts';

/** Writes the payment of a new order down; `startPayment` tells the provider once this is committed. */
export async function createPayment(
  tx: Tx,
  platform: Platform,
  order: { orderId: string; orderCode: string; accountId: string; amountCents: number; expiresAt: Date },
): Promise<{ id: string }> {
  const id = uuidv7();
  await insertPayment(tx, { id, provider: defaultProvider(platform), ...order });
  return { id };
}
