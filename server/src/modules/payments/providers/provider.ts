import type { Checkout } from '@og-tickets/contract/payments.ts';
import type { PaymentFailure } from '@og-tickets/contract/rules/payment-states.ts';

/** One charge as its provider tells it. */
export interface ProviderCharge {
  /** The provider's own id. */
  id: string;
  /** What we called it when we asked for it: the payment's id. */
  merchantReference: string;
  orderCode: string;
  amountCents: number;
  currency: string;
  /**
   * open: a card may be tried; requires_action: the payer must prove to be the card's owner; processing: the provider is
   * deciding; captured: we have the money, whatever was given back since; closed: it can never come.
   */
  state: 'open' | 'requires_action' | 'processing' | 'captured' | 'closed';
  /** Why the last card was declined; null when none was. */
  refusal: Exclude<PaymentFailure, 'order_expired'> | null;
}

/** Something a provider tells us unasked. `charge` is as it was when the event was made. */
export interface ProviderEvent {
  id: string;
  kind: string;
  charge: ProviderCharge;
  /** The refund it is about, under our own name for it, done unless it says that it failed; null when about the charge. */
  refund: { refundId: string; amountCents: number; failed?: true } | null;
}

/** What a webhook turned out to be: an event, one that is not for us, or null for bytes that the provider did not send. */
export type VerifiedEvent = ProviderEvent | 'ignored' | null;

/** What became of a refund: given, still on its way, or impossible, so that the money stays with us. */
export type RefundState = 'succeeded' | 'pending' | 'failed';

export interface ChargeRequest {
  paymentId: string;
  orderCode: string;
  amountCents: number;
  currency: string;
  /** Our page that a hosted form sends the payer back to: a path, or an address when we know our own. */
  returnUrl: string;
}

/** A charge that was opened, and what its payer needs. */
export interface OpenedCharge {
  charge: ProviderCharge;
  /** Lets the payer's browser pay the charge. */
  clientSecret: string;
  checkout: Checkout;
}

/**
 * A company that takes money for us. Every call goes over its own connection, never inside one of our transactions, may
 * fail and may be repeated: asking twice with the same ids has one effect.
 */
export interface PaymentProvider {
  name: string;
  /** The smallest amount that it takes, in cents. */
  smallestCents: number;
  /** Opens the charge of a payment, or gives the one it has. */
  createCharge(request: ChargeRequest): Promise<OpenedCharge>;
  /** Null for a charge of ours that the provider does not know: nothing can ever be paid on it. */
  readCharge(chargeId: string): Promise<ProviderCharge | null>;
  /** Makes sure that no money can come any more, unless it has come: the state in the answer is final. Null as above. */
  closeCharge(chargeId: string): Promise<ProviderCharge | null>;
  /** Gives money back, once per `refundId`. Throws when more than what was captured would go back. */
  refund(request: { chargeId: string; refundId: string; amountCents: number }): Promise<RefundState>;
  /** Believes a webhook's raw body only when its signature covers these very bytes. Throws when the provider must be asked and cannot. */
  verifyEvent(rawBody: Buffer, header: (name: string) => string | undefined): Promise<VerifiedEvent>;
}
