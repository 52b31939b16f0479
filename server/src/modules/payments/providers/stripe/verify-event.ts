import type Stripe from 'stripe';
import type { SecretText } from '../../../../platform/keys/secret-text.ts';
import type { Logger } from '../../../../platform/log.ts';
import type { ProviderCharge, VerifiedEvent } from '../provider.ts';
import { loadSdk } from './client.ts';
import { intentMetadata, toCharge } from './intent.ts';
import { refundMetadata, refundStateOf } from './refund.ts';

/** How old a signature may be, and how far in the future, against replays. */
export const stripeToleranceSeconds = 300;

interface Delivery {
  rawBody: Buffer;
  signature: string | undefined;
  secret: SecretText;
  nowMs: number;
  readCharge: (chargeId: string) => Promise<ProviderCharge>;
  log: Logger;
}

/** What a webhook says, by the SDK's check of its signature over the very bytes. Throws when Stripe must be asked and cannot. */
export async function verifyStripeEvent(delivery: Delivery): Promise<VerifiedEvent> {
  const event = await signedEvent(delivery);
  return event === null ? null : readEvent(event, delivery);
}

async function signedEvent({ rawBody, signature, secret, nowMs }: Delivery): Promise<Stripe.Event | null> {
  if (signature === undefined || !isFresh(signature, nowMs)) return null;
  const { webhooks, errors } = await loadSdk();
  try {
    return webhooks.constructEvent(rawBody, signature, secret.reveal(), stripeToleranceSeconds, undefined, nowMs);
  } catch (error) {
    if (error instanceof errors.StripeSignatureVerificationError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The SDK refuses old signatures only; one from the future would last longer than five minutes. */
function isFresh(signature: string, nowMs: number): boolean {
  const seconds = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1]);
  return seconds <= nowMs / 1000 + stripeToleranceSeconds;
}

/** Reads the kinds that an operator is told to subscribe to (docs/operations.md); any other has no effect. */
async function readEvent(event: Stripe.Event, delivery: Delivery): Promise<VerifiedEvent> {
  if (
    event.type === 'payment_intent.succeeded' ||
    event.type === 'payment_intent.payment_failed' ||
    event.type === 'payment_intent.canceled' ||
    event.type === 'payment_intent.processing' ||
    event.type === 'payment_intent.requires_action'
  ) {
    const charge = toCharge(event.data.object);
    return charge === null ? 'ignored' : { id: event.id, kind: event.type, charge, refund: null };
  }
  if (event.type === 'refund.created' || event.type === 'refund.updated' || event.type === 'refund.failed') {
    return readRefund(event, delivery);
  }
  if (event.type === 'charge.refunded') return readRefundedCharge(event.id, event.data.object, delivery);
  if (event.type === 'charge.dispute.created') alertDispute(event.id, event.data.object, delivery.log);
  return 'ignored';
}

function alertDispute(event: string, dispute: Stripe.Dispute, log: Logger): void {
  const { id, amount, reason, payment_intent: intent } = dispute;
  log.error(
    { alert: 'payment_disputed', event, dispute: id, charge: idOf(intent), amountCents: amount, reason },
    'a payer disputes a payment; answer in the dashboard of Stripe',
  );
}

/** A refund does not say all of its charge, so that Stripe is asked: what it answers is compared with ours. */
async function readRefund(
  event: Stripe.RefundCreatedEvent | Stripe.RefundUpdatedEvent | Stripe.RefundFailedEvent,
  { readCharge, log }: Delivery,
): Promise<VerifiedEvent> {
  const { id, amount, metadata, payment_intent: intent } = event.data.object;
  const chargeId = idOf(intent);
  const refundId = metadata?.[refundMetadata];
  if (chargeId === null || refundId === undefined || !/^[0-9a-f-]{36}$/.test(refundId)) {
    log.warn(
      { alert: 'refund_unknown', event: event.id, refund: id, charge: chargeId },
      'a refund that is none of ours',
    );
    return 'ignored';
  }
  const state = refundStateOf(event.data.object);
  const told = { refundId, amountCents: amount, ...(state === 'failed' ? { failed: true as const } : {}) };
  return {
    id: event.id,
    kind: event.type,
    charge: await readCharge(chargeId),
    refund: state === 'pending' ? null : told,
  };
}

/** Which refund it was, the refund's own event says; this one shows that the money had come. */
async function readRefundedCharge(
  eventId: string,
  { metadata, payment_intent: intent }: Stripe.Charge,
  { readCharge }: Delivery,
): Promise<VerifiedEvent> {
  const chargeId = idOf(intent);
  // Stripe copies the intent's metadata to its charge.
  if (chargeId === null || metadata[intentMetadata.payment] === undefined) return 'ignored';
  return { id: eventId, kind: 'charge.refunded', charge: await readCharge(chargeId), refund: null };
}

function idOf(intent: string | { id: string } | null): string | null {
  return typeof intent === 'string' ? intent : (intent?.id ?? null);
}
