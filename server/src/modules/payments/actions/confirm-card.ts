import { timingSafeEqual } from 'node:crypto';
import type { Locale } from '@og-tickets/contract/common.ts';
import { isPaymentOpen } from '@og-tickets/contract/rules/payment-states.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openSimulatedBank, simulatedBankName } from '../providers/simulated-bank/bank.ts';
import { type Card, cardFault } from '../providers/simulated-bank/cards.ts';
import { findPayment, isPastDeadline, type PaymentRow } from '../sql/payments.ts';
import { recordAnswer } from './check-payment.ts';

const faultWords = {
  cardNumber: { fr: 'Ce numéro de carte n’est pas valable.', en: 'This card number is not valid.' },
  expiry: { fr: 'La date de cette carte est passée.', en: 'The date of this card has passed.' },
} as const;

/**
 * Pays with a card at the simulated bank and records its answer at once, as a webhook would. A declined card leaves the
 * payment open for another one until the order expires. A payment that has succeeded is given back as it is: a second
 * click takes no second amount.
 */
export async function confirmCard(
  platform: Platform,
  request: { paymentId: string; accountId: string; clientSecret: string; card: Card; locale: Locale },
): Promise<PaymentRow | Refusal> {
  const { db, clock } = platform;
  const { paymentId, clientSecret, card } = request;
  const payment = await findPayment(db, paymentId);
  if (payment?.account_id !== request.accountId || payment.provider !== simulatedBankName) return refuse('not_found');
  const chargeId = payment.provider_payment_id;
  if (chargeId === null || !isSecretOf(payment, clientSecret)) return refuse('not_found');
  if (payment.status === 'succeeded') return payment;
  if (payment.status === 'refunded') return refuse('payment_not_payable');
  if (!isPaymentOpen(payment.status, payment.reason) || (await isPastDeadline(db, paymentId))) {
    return refuse('order_expired');
  }
  const fault = cardFault(card, clock.nowMs());
  if (fault !== null) {
    const fields = [{ field: `body.${fault}`, message: faultWords[fault][request.locale] }];
    return refuse('card_invalid', { fields });
  }
  const charge = await openSimulatedBank(platform).payByCard({ chargeId, clientSecret, cardNumber: card.cardNumber });
  if (charge === null) return refuse('not_found');
  if (!(await recordAnswer(platform, payment.provider, charge))) {
    throw new Error(`the charge of payment ${paymentId} is not what we asked for`);
  }
  if (charge.state === 'closed') return refuse('order_expired');
  return (await findPayment(db, paymentId)) ?? refuse('not_found');
}

function isSecretOf(payment: PaymentRow, given: string): boolean {
  const kept = Buffer.from(payment.client_secret ?? '');
  const tried = Buffer.from(given);
  return kept.length === tried.length && timingSafeEqual(kept, tried);
}
