import type { Tx } from '../../../platform/database/database.ts';
import type { Logger } from '../../../platform/log.ts';
import type { PaymentRow } from '../sql/payments.ts';
import { findRefundSentAs, markFailed } from '../sql/refunds.ts';

/**
 * Notes, with an alert, that a provider will not give money back to the payer of a locked payment. The money is owed all the
 * same; `retryRefund` asks for it again. What is told of a refund that was asked for again since changes nothing. One that
 * was given and came back days later (a closed account) stays given in the books: it is paid out by hand, so that the
 * alert is all.
 */
export async function failRefund(
  tx: Tx,
  log: Logger,
  payment: PaymentRow,
  told: { refundId: string; amountCents: number },
): Promise<void> {
  const refund = await findRefundSentAs(tx, told.refundId);
  if (refund === undefined || refund.payment_id !== payment.id) return;
  const failed = await markFailed(tx, refund.id, `${payment.provider} could not give the money to the payer`);
  if (!failed && refund.status !== 'succeeded') return;
  const alert = failed ? 'refund_failed' : 'refund_came_back';
  log.error(
    { alert, provider: payment.provider, payment: payment.id, refund: refund.id },
    'a provider could not give a refund to the payer: its money is with us and is owed',
  );
}
