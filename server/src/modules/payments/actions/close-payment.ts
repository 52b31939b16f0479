import type { Platform } from '../../../platform/platform.ts';
import { providerOf } from '../providers/providers.ts';
import { findPayment } from '../sql/payments.ts';
import { recordAnswer } from './check-payment.ts';
import { ensureCharge } from './start-payment.ts';

/**
 * Ends a payment whose order expires, at the provider first. `closed`: no money can come any more; `captured`: it had
 * come, and the order is to be settled. A payment that never reached the provider is opened there to be closed, so that
 * a call still under way finds it closed. Throws when the provider cannot be reached.
 */
export async function closePayment(platform: Platform, paymentId: string): Promise<'closed' | 'captured'> {
  const payment = await findPayment(platform.db, paymentId);
  if (payment === undefined) throw new Error(`there is no payment ${paymentId}`);
  if (payment.status === 'succeeded' || payment.status === 'refunded') return 'captured';
  const chargeId = await ensureCharge(platform, payment);
  const charge = await providerOf(platform, payment).closeCharge(chargeId);
  if (!(await recordAnswer(platform, payment, chargeId, charge))) {
    throw new Error(`the charge of payment ${paymentId} is not what we asked for`);
  }
  return charge?.state === 'captured' ? 'captured' : 'closed';
}
