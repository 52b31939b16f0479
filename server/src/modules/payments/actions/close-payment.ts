import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { providerOf } from '../providers/providers.ts';
import { lockPayment, movePayment, type PaymentRow } from '../sql/payments.ts';
import { recordAnswer } from './check-payment.ts';

/**
 * Ends a payment whose order expires, at the provider first. `closed`: no money can come any more; `captured`: it had
 * come, and the order is to be settled. Throws when the provider cannot be reached.
 */
export async function closePayment(platform: Platform, paymentId: string): Promise<'closed' | 'captured'> {
  const payment = await closeUnstarted(platform, paymentId);
  if (payment === undefined) throw new Error(`there is no payment ${paymentId}`);
  if (payment.status === 'succeeded' || payment.status === 'refunded') return 'captured';
  const chargeId = payment.provider_payment_id;
  if (chargeId === null) return 'closed';
  const charge = await providerOf(platform, payment).closeCharge(chargeId);
  if (!(await recordAnswer(platform, payment, chargeId, charge))) {
    throw new Error(`the charge of payment ${paymentId} is not what we asked for`);
  }
  return charge?.state === 'captured' ? 'captured' : 'closed';
}

/**
 * Closes a payment without a charge of its own accord, so that a provider that is away keeps no place for ever. Nothing can be
 * paid on it: a charge that is being opened at this moment finds the payment closed when it is to be stored, and nobody was
 * told how to pay it. The payment as it is afterwards.
 */
function closeUnstarted({ db }: Platform, paymentId: string): Promise<PaymentRow | undefined> {
  return withTx(db, async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    if (payment === undefined || payment.provider_payment_id !== null) return payment;
    const isClosed = await movePayment(tx, paymentId, 'failed', 'order_expired');
    return isClosed ? { ...payment, status: 'failed', reason: 'order_expired' } : payment;
  });
}
