import { isPaymentOpen } from '@og-tickets/contract/rules/payment-states.ts';
import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { providerOf } from '../providers/providers.ts';
import { findPayment, type PaymentRow, setCharge } from '../sql/payments.ts';
import { payPath } from '../views/payment.ts';

/**
 * Opens the charge of a payment at its provider, outside any transaction. Called again, by anybody and at the same
 * time, it finds the same charge; of a payment that is over it does nothing. Throws when the provider cannot be reached;
 * whoever needs the charge next tries again.
 */
export async function startPayment(platform: Platform, paymentId: string): Promise<void> {
  const payment = await findPayment(platform.db, paymentId);
  if (payment === undefined) throw new Error(`there is no payment ${paymentId}`);
  if (isPaymentOpen(payment.status, payment.reason)) await ensureCharge(platform, payment);
}

/**
 * The provider's id of a payment's charge, which is opened when there is none yet. Null: the payment was closed meanwhile, and
 * the charge with it. Nobody can have paid it: what a payer needs is given out only once it is stored.
 */
export async function ensureCharge(platform: Platform, payment: PaymentRow): Promise<string | null> {
  if (payment.provider_payment_id !== null) return payment.provider_payment_id;
  const provider = providerOf(platform, payment);
  const { charge, clientSecret, checkout } = await provider.createCharge({
    paymentId: payment.id,
    orderCode: payment.order_code,
    amountCents: payment.amount_cents,
    currency: payment.currency,
    returnUrl: `${platform.config.publicUrl ?? ''}${payPath(payment.id)}`,
  });
  const isKept = await withTx(platform.db, (tx) =>
    setCharge(tx, payment.id, { id: charge.id, clientSecret, checkout }),
  );
  if (isKept) return charge.id;
  await provider.closeCharge(charge.id);
  return null;
}
