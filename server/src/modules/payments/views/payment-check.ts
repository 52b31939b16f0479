import { money } from '@og-tickets/contract/money.ts';
import type { PaymentCheck } from '@og-tickets/contract/office-orders.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ProviderCharge } from '../providers/provider.ts';
import { providerOf } from '../providers/providers.ts';
import { saysTheSame } from '../rules/compare-charge.ts';
import { findPaymentsOfOrders } from '../sql/payments.ts';

/** Somebody looks at a page meanwhile. */
const patienceMs = 3_000;

/** Asks the provider what it says of an order's payment, and compares; null: the order has none. Changes nothing. */
export async function checkAtProvider(platform: Platform, orderId: string): Promise<PaymentCheck | null> {
  const [payment] = await findPaymentsOfOrders(platform.db, [orderId]);
  if (payment === undefined) return null;
  const { status, reason, amount_cents: amountCents, provider_payment_id: chargeId } = payment;
  const told = {
    here: { status, amount: money(amountCents) },
    there: null,
    at: new Date(platform.clock.nowMs()).toISOString(),
  };
  if (chargeId === null) return { ...told, verdict: 'not_started' };
  let charge: ProviderCharge | null;
  try {
    charge = await inTime(providerOf(platform, payment).readCharge(chargeId));
  } catch (err) {
    platform.log.warn({ err, payment: payment.id }, 'a provider could not be asked for an admin');
    return { ...told, verdict: 'unreachable' };
  }
  const there =
    charge === null
      ? ({ state: 'unknown', amount: null } as const)
      : { state: charge.state, amount: money(charge.amountCents) };
  return { ...told, there, verdict: saysTheSame({ status, reason, amountCents }, charge) ? 'same' : 'differs' };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
