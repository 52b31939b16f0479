import type { Tx } from '../../../platform/database/database.ts';
import { recordRefund as bookRefund } from '../../accounting/index.ts';
import { movePayment, type PaymentRow } from '../sql/payments.ts';
import { findRefundSentAs, markRefunded, sumSucceededRefunds } from '../sql/refunds.ts';

/**
 * Notes that the provider gave money back, for a locked payment; the payment is refunded once all of it went back.
 * False when it is not a refund of this payment and amount that we asked for.
 */
export async function recordRefund(
  tx: Tx,
  payment: PaymentRow,
  told: { refundId: string; amountCents: number },
): Promise<boolean> {
  const refund = await findRefundSentAs(tx, told.refundId);
  if (refund === undefined || refund.payment_id !== payment.id || refund.amount_cents !== told.amountCents)
    return false;
  if (!(await markRefunded(tx, refund.id))) return true;
  await bookRefund(tx, {
    orderId: payment.order_id,
    refundId: refund.id,
    provider: payment.provider,
    amountCents: refund.amount_cents,
  });
  const isWhole = (await sumSucceededRefunds(tx, payment.id)) === payment.amount_cents;
  if (isWhole) await movePayment(tx, payment.id, 'refunded');
  return true;
}
