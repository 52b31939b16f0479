import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { providerOf } from '../providers/providers.ts';
import { findPayment, lockPayment } from '../sql/payments.ts';
import { findRefund } from '../sql/refunds.ts';
import { recordRefund } from './record-refund.ts';

/** Has the provider give the money of a refund back, once however often this runs. Throws when it cannot be reached. */
export async function sendRefund(platform: Platform, refundId: string): Promise<void> {
  const refund = await findRefund(platform.db, refundId);
  if (refund === undefined) throw new Error(`there is no refund ${refundId}`);
  if (refund.status === 'succeeded') return;
  const payment = await findPayment(platform.db, refund.payment_id);
  if (payment === undefined || payment.provider_payment_id === null)
    throw new Error(`refund ${refundId} has no charge`);
  const { amount_cents: amountCents } = refund;
  await providerOf(platform, payment).refund({ chargeId: payment.provider_payment_id, refundId, amountCents });
  await withTx(platform.db, async (tx) => {
    const locked = await lockPayment(tx, payment.id);
    if (locked !== undefined) await recordRefund(tx, locked, { refundId, amountCents });
  });
}
