import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { providerOf } from '../providers/providers.ts';
import { findPayment, lockPayment } from '../sql/payments.ts';
import { findRefund } from '../sql/refunds.ts';
import { failRefund } from './fail-refund.ts';
import { recordRefund } from './record-refund.ts';

/**
 * Has the provider give the money of a refund back, once however often this runs. What is still on its way is asked about
 * again by the reconciler. Where the provider cannot give it at all the refund fails, and an admin may have it asked for
 * again. Throws when the provider cannot be reached.
 */
export async function sendRefund(platform: Platform, refundId: string): Promise<void> {
  const refund = await findRefund(platform.db, refundId);
  if (refund === undefined) throw new Error(`there is no refund ${refundId}`);
  if (refund.status !== 'requested') return;
  const payment = await findPayment(platform.db, refund.payment_id);
  if (payment === undefined || payment.provider_payment_id === null)
    throw new Error(`refund ${refundId} has no charge`);
  const { amount_cents: amountCents, send_as: sentAs } = refund;
  const provider = providerOf(platform, payment);
  const state = await provider.refund({ chargeId: payment.provider_payment_id, refundId: sentAs, amountCents });
  if (state === 'pending') return;
  await withTx(platform.db, async (tx) => {
    const locked = await lockPayment(tx, payment.id);
    if (locked === undefined) return;
    const told = { refundId: sentAs, amountCents };
    if (state === 'failed') await failRefund(tx, platform.log, locked, told);
    else await recordRefund(tx, locked, told);
  });
}
