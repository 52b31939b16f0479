import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ProviderCharge } from '../providers/provider.ts';
import { providerOf } from '../providers/providers.ts';
import type { PaymentRow } from '../sql/payments.ts';
import { lockPaymentOf, recordCharge } from './record-charge.ts';
import { ensureCharge } from './start-payment.ts';

/** Asks the provider what became of a payment and records it. Throws when the provider cannot be reached. */
export async function checkPayment(platform: Platform, payment: PaymentRow): Promise<void> {
  const chargeId = await ensureCharge(platform, payment);
  if (chargeId === null) return;
  await recordAnswer(platform, payment, chargeId, await providerOf(platform, payment).readCharge(chargeId));
}

/**
 * Records what a provider has just answered about the charge of a payment; null: it knows none, so that nothing can come of
 * it. False, with an alert, when the charge is not what we asked for.
 */
export async function recordAnswer(
  platform: Platform,
  payment: PaymentRow,
  chargeId: string,
  answer: ProviderCharge | null,
): Promise<boolean> {
  const { id, order_code: orderCode, amount_cents: amountCents, currency, provider } = payment;
  const asked = { id: chargeId, merchantReference: id, orderCode, amountCents, currency };
  const charge: ProviderCharge = answer ?? { ...asked, state: 'closed', refusal: null };
  return withTx(platform.db, async (tx) => {
    const locked = await lockPaymentOf(tx, platform.log, provider, charge);
    if (locked === null) return false;
    await recordCharge(tx, locked, charge, 'now');
    return true;
  });
}
