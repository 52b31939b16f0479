import { isPaymentOpen } from '@og-tickets/contract/rules/payment-states.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Logger } from '../../../platform/log.ts';
import { recordCapture } from '../../accounting/index.ts';
import type { ProviderCharge } from '../providers/provider.ts';
import { adoptCharge, lockPayment, movePayment, type PaymentRow } from '../sql/payments.ts';
import { announceSuccess } from './announce-success.ts';

/**
 * Locks the payment that a charge is for. Null, with an alert in the log, when the charge differs in anything from what
 * we asked for: another order, amount or currency never changes a payment.
 */
export async function lockPaymentOf(
  tx: Tx,
  log: Logger,
  provider: string,
  charge: ProviderCharge,
): Promise<PaymentRow | null> {
  const payment = await lockPayment(tx, charge.merchantReference);
  const fits =
    payment !== undefined &&
    payment.provider === provider &&
    (payment.provider_payment_id === null || payment.provider_payment_id === charge.id) &&
    payment.order_code === charge.orderCode &&
    payment.amount_cents === charge.amountCents &&
    payment.currency === charge.currency;
  if (fits) return payment;
  log.error(
    { alert: 'payment_mismatch', provider, charge, payment: payment?.id ?? null },
    'a provider told us of a charge that is not what we asked for; nothing was changed',
  );
  return null;
}

/**
 * Brings a locked payment to what its charge says. The only way that a payment succeeds, whoever learns of it first:
 * the payer's return, a webhook or the reconciler; the later ones find nothing to do.
 * `asOf` says whether the charge is as it is now, or as it was when an event was made, perhaps long ago.
 */
export async function recordCharge(
  tx: Tx,
  payment: PaymentRow,
  charge: ProviderCharge,
  asOf: 'now' | 'event',
): Promise<void> {
  switch (charge.state) {
    case 'captured':
      if (!(await movePayment(tx, payment.id, 'succeeded'))) return;
      await adoptCharge(tx, payment.id, charge.id);
      await recordCapture(tx, {
        orderId: payment.order_id,
        paymentId: payment.id,
        provider: payment.provider,
        amountCents: payment.amount_cents,
      });
      return announceSuccess(tx, payment);
    case 'closed':
      if (isPaymentOpen(payment.status, payment.reason)) await movePayment(tx, payment.id, 'failed', 'order_expired');
      return;
    case 'requires_action':
    case 'processing':
      // An old event says nothing about now, once something else is known.
      if (asOf === 'event' && payment.status !== 'requires_payment') return;
      await movePayment(tx, payment.id, charge.state);
      return;
    case 'open':
      if (charge.refusal === null || !isPaymentOpen(payment.status, payment.reason)) return;
      // Events overtake each other: an old one must not hide why the last card was declined.
      if (asOf === 'event' && payment.status === 'failed') return;
      await movePayment(tx, payment.id, 'failed', charge.refusal);
  }
}
