import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { providerOf } from '../providers/providers.ts';
import { findPayment, type PaymentRow, setCharge } from '../sql/payments.ts';
import { payPath } from '../views/payment.ts';

/**
 * Opens the charge of a payment at its provider, outside any transaction. Called again, by anybody and at the same
 * time, it finds the same charge. Throws when the provider cannot be reached; whoever needs the charge next tries again.
 */
export async function startPayment(platform: Platform, paymentId: string): Promise<void> {
  const payment = await findPayment(platform.db, paymentId);
  if (payment === undefined) throw new Error(`there is no payment ${paymentId}`);
  await ensureCharge(platform, payment);
}

/** The provider's id of a payment's charge, which is opened when there is none yet. */
export async function ensureCharge(platform: Platform, payment: PaymentRow): Promise<string> {
  if (payment.provider_payment_id !== null) return payment.provider_payment_id;
  const { charge, clientSecret, checkout } = await providerOf(platform, payment).createCharge({
    paymentId: payment.id,
    orderCode: payment.order_code,
    amountCents: payment.amount_cents,
    currency: payment.currency,
    returnUrl: `${platform.config.publicUrl ?? ''}${payPath(payment.id)}`,
  });
  await withTx(platform.db, (tx) => setCharge(tx, payment.id, { id: charge.id, clientSecret, checkout }));
  return charge.id;
}
