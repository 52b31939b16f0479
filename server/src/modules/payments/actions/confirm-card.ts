import { timingSafeEqual } from 'node:crypto';
import type { Locale } from '@og-tickets/contract/common.ts';
import { isPaymentOpen } from '@og-tickets/contract/rules/payment-states.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Card, openSimulatedBank, simulatedBankName } from '../providers/simulated-bank/bank.ts';
import type { ProviderCharge } from '../providers/provider.ts';
import { findPayment, isPastDeadline, type PaymentRow } from '../sql/payments.ts';
import { recordAnswer } from './check-payment.ts';

const faultWords: Readonly<Record<string, { field: string; fr: string; en: string }>> = {
  cardNumber: {
    field: 'body.cardNumber',
    fr: 'Ce numéro de carte n’est pas valable.',
    en: 'This card number is not valid.',
  },
  expiryPast: {
    field: 'body.expiry',
    fr: 'La date de cette carte est passée.',
    en: 'The date of this card has passed.',
  },
};

/**
 * Pays with a card at the simulated bank, as its own form does, and records the answer at once. A declined card leaves the
 * payment open for another one until the order expires. A payment that has succeeded is given back as it is: a second
 * click takes no second amount.
 */
export async function confirmCard(
  platform: Platform,
  request: { paymentId: string; accountId: string; clientSecret: string; card: Card; locale: Locale },
): Promise<PaymentRow | Refusal> {
  const { clientSecret, card, locale } = request;
  const payment = await findPayable(platform, request);
  if (isRefusal(payment)) return payment;
  const { row, chargeId } = payment;
  if (row.client_secret === null || !isSame(row.client_secret, clientSecret)) return refuse('not_found');
  if (row.status === 'succeeded') return row;
  const answer = await openSimulatedBank(platform).payByCard(chargeId, clientSecret, card);
  if (answer !== null && 'faults' in answer) {
    const fields = answer.faults.flatMap((fault) => {
      const words = faultWords[fault];
      return words === undefined ? [] : [{ field: words.field, message: words[locale] }];
    });
    return refuse('card_invalid', { fields });
  }
  return record(platform, row, chargeId, answer);
}

/** Answers the 3-D Secure question of the simulated bank, as its own page does, and records what comes of it. */
export async function answerChallenge(
  platform: Platform,
  request: { paymentId: string; accountId: string; accept: boolean },
): Promise<PaymentRow | Refusal> {
  const payment = await findPayable(platform, request);
  if (isRefusal(payment)) return payment;
  const { row, chargeId } = payment;
  if (row.status === 'succeeded') return row;
  return record(platform, row, chargeId, await openSimulatedBank(platform).answerChallenge(chargeId, request.accept));
}

/** The caller's payment and its charge, when the simulated bank takes it and it is paid or may be. */
async function findPayable(
  { db }: Platform,
  { paymentId, accountId }: { paymentId: string; accountId: string },
): Promise<{ row: PaymentRow; chargeId: string } | Refusal> {
  const row = await findPayment(db, paymentId);
  if (row?.account_id !== accountId || row.provider !== simulatedBankName) return refuse('not_found');
  const chargeId = row.provider_payment_id;
  if (chargeId === null) return refuse('not_found');
  if (row.status === 'succeeded') return { row, chargeId };
  if (row.status === 'refunded') return refuse('payment_not_payable');
  if (!isPaymentOpen(row.status, row.reason) || (await isPastDeadline(db, paymentId))) return refuse('order_expired');
  return { row, chargeId };
}

async function record(
  platform: Platform,
  row: PaymentRow,
  chargeId: string,
  charge: ProviderCharge | null,
): Promise<PaymentRow | Refusal> {
  if (!(await recordAnswer(platform, row, chargeId, charge))) {
    throw new Error(`the charge of payment ${row.id} is not what we asked for`);
  }
  if (charge === null || charge.state === 'closed') return refuse('order_expired');
  return (await findPayment(platform.db, row.id)) ?? refuse('not_found');
}

function isSame(kept: string, given: string): boolean {
  const one = Buffer.from(kept);
  const other = Buffer.from(given);
  return one.length === other.length && timingSafeEqual(one, other);
}
