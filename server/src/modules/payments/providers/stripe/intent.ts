import type Stripe from 'stripe';
import type { ProviderCharge } from '../provider.ts';

type Refusal = NonNullable<ProviderCharge['refusal']>;

/** Keys of the metadata that we give a PaymentIntent; they say which payment and order it is for. */
export const intentMetadata = { payment: 'og_payment', order: 'og_order' } as const;

/**
 * A PaymentIntent as one of our charges; null when it is none of ours (another use of the same Stripe account).
 * Statuses: https://docs.stripe.com/payments/paymentintents/lifecycle
 */
export function toCharge(intent: Stripe.PaymentIntent): ProviderCharge | null {
  const merchantReference = intent.metadata[intentMetadata.payment];
  if (merchantReference === undefined || !/^[0-9a-f-]{36}$/.test(merchantReference)) return null;
  return {
    id: intent.id,
    merchantReference,
    orderCode: intent.metadata[intentMetadata.order] ?? '',
    // What was taken counts, should it ever differ from what was asked for.
    amountCents: intent.status === 'succeeded' ? intent.amount_received : intent.amount,
    currency: intent.currency.toUpperCase(),
    state: stateOf(intent.status),
    refusal: intent.status === 'requires_payment_method' ? refusalOf(intent.last_payment_error) : null,
  };
}

function stateOf(status: Stripe.PaymentIntent.Status): ProviderCharge['state'] {
  switch (status) {
    case 'succeeded':
      return 'captured';
    case 'canceled':
      return 'closed';
    case 'processing':
      return 'processing';
    case 'requires_action':
      return 'requires_action';
    case 'requires_payment_method':
    case 'requires_confirmation':
      return 'open';
    case 'requires_capture':
    default:
      // We never ask for a separate capture, so that no other status exists for us.
      throw new Error(`a PaymentIntent has the unknown status ${status}`);
  }
}

/**
 * Why the last try failed, in our words. Lost, stolen and suspected cards are plain refusals on purpose: Stripe asks not
 * to tell the payer more (https://docs.stripe.com/declines/codes).
 */
export function refusalOf(error: Stripe.PaymentIntent.LastPaymentError | null): Refusal | null {
  if (error === null) return null;
  if (error.code === 'payment_intent_authentication_failure') return 'authentication_failed';
  if (error.code === 'expired_card' || error.decline_code === 'expired_card') return 'expired_card';
  if (error.decline_code === 'insufficient_funds') return 'insufficient_funds';
  if (error.decline_code === 'authentication_required' || error.code === 'authentication_required') {
    return 'authentication_failed';
  }
  return 'card_declined';
}
