import type Stripe from 'stripe';
import type { StripeConfig } from '../../../../config.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { ChargeRequest, OpenedCharge, PaymentProvider, ProviderCharge } from '../provider.ts';
import { callStripe, StripeCallError } from './client.ts';
import { intentMetadata, toCharge } from './intent.ts';
import { refundByStripe } from './refund.ts';
import { verifyStripeEvent } from './verify-event.ts';

export const stripeName = 'stripe';

/** Stripe takes no charge below 0.50 EUR (docs.stripe.com/currencies, minimum charge amounts). */
const smallestEuroCents = 50;
/**
 * Stripe keeps an answer 500 under its idempotency key for a day. A payment has minutes, so that the next key is tried
 * then. An intent that the first call may have left is paid by nobody: its client secret was never handed out.
 */
const chargeKeys = 3;

/** Goes to Stripe by its official SDK; null where the shop has no account with it. */
export function openStripe({
  config: { stripe: config },
  log,
  clock,
}: Pick<Platform, 'config' | 'log' | 'clock'>): PaymentProvider | null {
  if (config === null) return null;
  return {
    name: stripeName,
    smallestCents: smallestEuroCents,
    createCharge: (request) => open(config, request),
    readCharge: (chargeId) => read(config, chargeId),
    closeCharge: (chargeId) => close(config, chargeId),
    refund: (request) => refundByStripe(config, request),
    verifyEvent: (rawBody, header) =>
      verifyStripeEvent({
        rawBody,
        signature: header('stripe-signature'),
        secret: config.webhookSecret,
        nowMs: clock.nowMs(),
        readCharge: (chargeId) => read(config, chargeId),
        log,
      }),
  };
}

async function open(config: StripeConfig, request: ChargeRequest): Promise<OpenedCharge> {
  const intent = await createIntent(config, request);
  const { client_secret: clientSecret } = intent;
  if (clientSecret === null) throw new Error(`PaymentIntent ${intent.id} came without its client secret`);
  return {
    charge: ownCharge(intent),
    clientSecret,
    checkout: { kind: 'stripe', publishableKey: config.publicKey, clientSecret },
  };
}

/** The keys follow from the payment's id, which is committed before: whoever asks again, sends the same ones. */
async function createIntent(config: StripeConfig, request: ChargeRequest): Promise<Stripe.PaymentIntent> {
  const { paymentId, orderCode, amountCents, currency } = request;
  const params: Stripe.PaymentIntentCreateParams = {
    amount: amountCents,
    currency: currency.toLowerCase(),
    // Cards and their wallets only: what is decided days later cannot hold places.
    allowed_payment_method_types: ['card'],
    description: orderCode,
    metadata: { [intentMetadata.payment]: paymentId, [intentMetadata.order]: orderCode },
  };
  for (let attempt = 1; ; attempt += 1) {
    const idempotencyKey = `payment-${paymentId}${attempt === 1 ? '' : `-${attempt}`}`;
    try {
      return await callStripe(config, 'paymentIntents.create', (stripe) =>
        stripe.paymentIntents.create(params, { idempotencyKey }),
      );
    } catch (error) {
      const isKept = error instanceof StripeCallError && error.status === 500;
      if (!isKept || attempt === chargeKeys) throw error;
    }
  }
}

async function read(config: StripeConfig, chargeId: string): Promise<ProviderCharge> {
  return ownCharge(
    await callStripe(config, 'paymentIntents.retrieve', (stripe) => stripe.paymentIntents.retrieve(chargeId)),
  );
}

/**
 * Cancels the intent. Refused when it was paid meanwhile, which the answer then says, or while the payer's bank decides:
 * then nothing is final, this throws, and whoever closes tries again.
 */
async function close(config: StripeConfig, chargeId: string): Promise<ProviderCharge> {
  try {
    const intent = await callStripe(config, 'paymentIntents.cancel', (stripe) =>
      stripe.paymentIntents.cancel(chargeId, { cancellation_reason: 'abandoned' }),
    );
    return ownCharge(intent);
  } catch (error) {
    if (!(error instanceof StripeCallError) || error.code !== 'payment_intent_unexpected_state') throw error;
    const charge = await read(config, chargeId);
    if (charge.state === 'captured' || charge.state === 'closed') return charge;
    throw error;
  }
}

function ownCharge(intent: Stripe.PaymentIntent): ProviderCharge {
  const charge = toCharge(intent);
  if (charge === null) throw new Error(`PaymentIntent ${intent.id} does not name a payment of this shop`);
  return charge;
}
