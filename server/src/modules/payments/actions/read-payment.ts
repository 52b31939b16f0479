import { isPaymentOpen } from '@og-tickets/contract/rules/payment-states.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findPayment, type PaymentRow } from '../sql/payments.ts';
import { checkPayment } from './check-payment.ts';

/**
 * A payment of this account. While its end is not known the provider is asked first: the payer who comes back from the
 * bank must not wait for a webhook. When the provider cannot be reached we answer with what we know, and say so.
 */
export async function readPayment(
  platform: Platform,
  request: { paymentId: string; accountId: string },
): Promise<{ row: PaymentRow; upToDate: boolean } | Refusal> {
  const payment = await findPayment(platform.db, request.paymentId);
  if (payment?.account_id !== request.accountId) return refuse('not_found');
  if (!isPaymentOpen(payment.status, payment.reason)) return { row: payment, upToDate: true };
  try {
    await checkPayment(platform, payment);
  } catch (err) {
    platform.log.error({ err, alert: 'payment_unknown', payment: payment.id }, 'the provider could not be asked');
    return { row: payment, upToDate: false };
  }
  const row = await findPayment(platform.db, payment.id);
  return row === undefined ? refuse('not_found') : { row, upToDate: true };
}
