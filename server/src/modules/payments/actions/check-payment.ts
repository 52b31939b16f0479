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
  await recordAnswer(platform, payment.provider, await providerOf(platform, payment).readCharge(chargeId));
}

/** Records what a provider has just answered; false, with an alert, when it is not what we asked for. */
export async function recordAnswer(platform: Platform, provider: string, charge: ProviderCharge): Promise<boolean> {
  return withTx(platform.db, async (tx) => {
    const payment = await lockPaymentOf(tx, platform.log, provider, charge);
    if (payment === null) return false;
    await recordCharge(tx, payment, charge, 'now');
    return true;
  });
}
