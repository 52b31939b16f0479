import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { providerOf } from '../providers/providers.ts';
import { findPayment, lockPayment } from '../sql/payments.ts';
import { findRefund } from '../sql/refunds.ts';
import { recordRefund } from './record-refund.ts';

/**
 * Has the provider give the money of a refund back, once however often this runs. What is still on its way is asked about
 * again by the reconciler. Throws when the provider cannot be reached, or cannot give it.
 */
export async function sendRefund(platform: Platform, refundId: string): Promise<void> {
  const refund = await findRefund(platform.db, refundId);
  if (refund === undefined) throw new Error(`there is no refund ${refundId}`);
  if (refund.status === 'succeeded') return;
  const payment = await findPayment(platform.db, refund.payment_id);
  if (payment === undefined || payment.provider_payment_id === null)
    throw new Error(`refund ${refundId} has no charge`);
  const { amount_cents: amountCents } = refund;
  const provider = providerOf(platform, payment);
  const state = await provider.refund({ chargeId: payment.provider_payment_id, refundId, amountCents });
  if (state === 'pending') return;
  if (state === 'failed') throw new Error(`${provider.name} could not give refund ${refundId} to the payer`);
  await withTx(platform.db, async (tx) => {
    const locked = await lockPayment(tx, payment.id);
    if (locked !== undefined) await recordRefund(tx, locked, { refundId, amountCents });
  });
}
