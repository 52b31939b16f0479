export const paymentStatuses = [
  'requires_payment',
  'processing',
  'requires_action',
  'succeeded',
  'failed',
  'refunded',
] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/** Why the last try to pay failed. After `order_expired` there is no further try. */
export const paymentFailures = [
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'unknown_test_card',
  // The payer's bank did not recognise the payer (3-D Secure), or the payer left before the end of it.
  'authentication_failed',
  'authentication_abandoned',
  'order_expired',
] as const;
export type PaymentFailure = (typeof paymentFailures)[number];

/** What a payment may become, by what it is. Nothing else is ever written. */
const next: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  requires_payment: ['processing', 'requires_action', 'succeeded', 'failed'],
  processing: ['requires_action', 'succeeded', 'failed'],
  requires_action: ['processing', 'succeeded', 'failed'],
  // Another card, or money that arrived although we had given it up: what was captured counts.
  failed: ['failed', 'processing', 'requires_action', 'succeeded'],
  succeeded: ['refunded'],
  refunded: [],
};

/** May a payment go from one status to the other? */
export function paymentMayBecome(from: PaymentStatus, to: PaymentStatus): boolean {
  return next[from].includes(to);
}

/** The statuses from which a payment may become `to`. */
export function paymentStatusesBefore(to: PaymentStatus): PaymentStatus[] {
  return paymentStatuses.filter((from) => paymentMayBecome(from, to));
}

/** Can money still come in? A declined card may be followed by another one until the order expires. */
export function isPaymentOpen(status: PaymentStatus, reason: string | null): boolean {
  return paymentMayBecome(status, 'succeeded') && reason !== 'order_expired';
}
