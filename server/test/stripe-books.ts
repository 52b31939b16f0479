import { randomToken } from '../src/platform/keys/random.ts';

// What the stand-in of Stripe keeps: objects in the shape of API version 2026-10-28.endive, as far as a shop meets them.

export interface Intent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_received: number;
  currency: string;
  client_secret: string;
  status: 'requires_payment_method' | 'requires_action' | 'processing' | 'succeeded' | 'canceled';
  last_payment_error: { type: string; code: string; decline_code?: string; message: string } | null;
  metadata: Record<string, string>;
  payment_method_types: string[];
  latest_charge: string | null;
  cancellation_reason: string | null;
  description: string | null;
  livemode: false;
}

export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  currency: string;
  payment_intent: string;
  charge: string;
  status: 'pending' | 'succeeded' | 'failed';
  failure_reason?: string;
  metadata: Record<string, string>;
}

export interface StripeEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  type: string;
  livemode: false;
  data: { object: unknown };
}

/** An error answer of the API. */
export class ApiFault extends Error {
  readonly status: number;
  readonly error: Record<string, unknown>;

  constructor(status: number, error: Record<string, unknown>) {
    super(String(error['code'] ?? error['type']));
    this.status = status;
    this.error = error;
  }
}

/** How a card ends, by the names that Stripe gives its test cards. */
const declines: Record<string, { code: string; decline_code: string }> = {
  pm_card_chargeDeclined: { code: 'card_declined', decline_code: 'generic_decline' },
  pm_card_chargeDeclinedInsufficientFunds: { code: 'card_declined', decline_code: 'insufficient_funds' },
  pm_card_chargeDeclinedExpiredCard: { code: 'expired_card', decline_code: 'expired_card' },
};

const cancelable = new Set(['requires_payment_method', 'requires_action']);
const minimumCents = 50;

export class StripeBooks {
  readonly intents = new Map<string, Intent>();
  readonly refunds = new Map<string, Refund>();
  readonly events: StripeEvent[] = [];
  /** Refunds are only on their way at first, as those of some banks are. */
  refundsPend = false;

  createIntent(wanted: {
    amount: number;
    currency: string;
    metadata: Record<string, string>;
    description: string;
  }): Intent {
    if (wanted.amount < minimumCents) throw invalid('amount_too_small', 'Amount must be at least 0.50 eur');
    const id = `pi_${token()}`;
    const intent: Intent = {
      id,
      object: 'payment_intent',
      ...wanted,
      amount_received: 0,
      client_secret: `${id}_secret_${token()}`,
      status: 'requires_payment_method',
      last_payment_error: null,
      payment_method_types: ['card'],
      latest_charge: null,
      cancellation_reason: null,
      livemode: false,
    };
    this.intents.set(id, intent);
    return intent;
  }

  intent(id: string): Intent {
    const intent = this.intents.get(id);
    if (intent === undefined) throw new ApiFault(404, { type: 'invalid_request_error', code: 'resource_missing' });
    return intent;
  }

  cancelIntent(id: string, reason: string | null): Intent {
    const intent = this.intent(id);
    if (!cancelable.has(intent.status)) throw unexpectedState(intent);
    intent.status = 'canceled';
    intent.cancellation_reason = reason;
    this.#tell('payment_intent.canceled', intent);
    return intent;
  }

  /** The payer's side: what Stripe.js does with a card. */
  confirm(id: string, card: string): Intent {
    const intent = this.intent(id);
    if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_action')
      throw unexpectedState(intent);
    intent.last_payment_error = null;
    const decline = declines[card];
    if (decline !== undefined) return this.#fail(intent, { type: 'card_error', message: 'Declined.', ...decline });
    if (card === 'pm_card_authenticationRequired') return this.#become(intent, 'requires_action');
    if (card === 'pm_card_slow') return this.#become(intent, 'processing');
    return this.#succeed(intent);
  }

  /** The payer's bank decides: after 3-D Secure, or of what was processing. */
  decide(id: string, accepted: boolean): Intent {
    const intent = this.intent(id);
    if (intent.status !== 'requires_action' && intent.status !== 'processing') throw unexpectedState(intent);
    if (accepted) return this.#succeed(intent);
    const code = intent.status === 'processing' ? 'card_declined' : 'payment_intent_authentication_failure';
    return this.#fail(intent, { type: 'invalid_request_error', code, message: 'Not authenticated.' });
  }

  createRefund(wanted: { payment_intent: string; amount: number; metadata: Record<string, string> }): Refund {
    const intent = this.intent(wanted.payment_intent);
    const charge = intent.latest_charge;
    if (charge === null) throw invalid('charge_not_refundable', 'This PaymentIntent has no successful charge.');
    const left = intent.amount_received - this.refundedCents(intent.id);
    if (left === 0) throw invalid('charge_already_refunded', 'The charge has already been refunded.');
    if (wanted.amount > left)
      throw invalid('invalid_charge_amount', 'Refund amount is greater than unrefunded amount.');
    const refund: Refund = {
      id: `re_${token()}`,
      object: 'refund',
      ...wanted,
      currency: intent.currency,
      charge,
      status: this.refundsPend ? 'pending' : 'succeeded',
    };
    this.refunds.set(refund.id, refund);
    this.#tell('refund.created', refund);
    const { id, metadata, amount, currency } = intent;
    const told = { id: charge, object: 'charge', amount, currency, metadata, payment_intent: id };
    this.#tell('charge.refunded', { ...told, amount_refunded: this.refundedCents(id) });
    return refund;
  }

  /** A pending refund ends, or a given one comes back from the payer's bank. */
  endRefund(id: string, status: 'succeeded' | 'failed'): Refund {
    const refund = this.refunds.get(id);
    if (refund === undefined) throw new Error(`no refund ${id}`);
    refund.status = status;
    if (status === 'failed') refund.failure_reason = 'expired_or_canceled_card';
    this.#tell('refund.updated', refund);
    if (status === 'failed') this.#tell('refund.failed', refund);
    return refund;
  }

  /** What has gone back of an intent or is on its way, in cents. */
  refundedCents(intentId: string): number {
    return [...this.refunds.values()]
      .filter((refund) => refund.payment_intent === intentId && refund.status !== 'failed')
      .reduce((sum, refund) => sum + refund.amount, 0);
  }

  /** Writes an event down, as it is now. */
  addEvent(type: string, object: unknown): StripeEvent {
    const event: StripeEvent = {
      id: `evt_${token()}`,
      object: 'event',
      api_version: '2026-10-28.endive',
      created: Math.floor(Date.now() / 1000),
      type,
      livemode: false,
      data: { object: structuredClone(object) },
    };
    this.events.push(event);
    return event;
  }

  #become(intent: Intent, status: Intent['status']): Intent {
    intent.status = status;
    this.#tell(`payment_intent.${status}`, intent);
    return intent;
  }

  #succeed(intent: Intent): Intent {
    intent.amount_received = intent.amount;
    intent.latest_charge = `ch_${token()}`;
    return this.#become(intent, 'succeeded');
  }

  #fail(intent: Intent, error: NonNullable<Intent['last_payment_error']>): Intent {
    intent.last_payment_error = error;
    intent.status = 'requires_payment_method';
    this.#tell('payment_intent.payment_failed', intent);
    return intent;
  }

  #tell(type: string, object: unknown): void {
    this.addEvent(type, object);
  }
}

export function invalid(code: string, message: string): ApiFault {
  return new ApiFault(400, { type: 'invalid_request_error', code, message });
}

/** As Stripe does: the error carries the whole intent, its client secret in it. */
function unexpectedState(intent: Intent): ApiFault {
  return new ApiFault(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `You cannot do this because the PaymentIntent has a status of ${intent.status}.`,
    payment_intent: intent,
  });
}

function token(): string {
  return randomToken(128).replace(/[^a-z0-9]/gi, 'x');
}
