import type Stripe from 'stripe';
import type { StripeConfig } from '../../../../config.ts';
import type { RefundState } from '../provider.ts';
import { callStripe } from './client.ts';

/** The key of a refund's metadata that says which of our refunds it is. */
export const refundMetadata = 'og_refund';
const perPage = 100;

/**
 * Gives money back, once per `refundId`: what Stripe already has under our id is looked for first, because it forgets
 * idempotency keys after a day and a refund may be tried again later than that.
 */
export async function refundByStripe(
  config: StripeConfig,
  { chargeId, refundId, amountCents }: { chargeId: string; refundId: string; amountCents: number },
): Promise<RefundState> {
  const known = await callStripe(config, 'refunds.list', (stripe) => findRefund(stripe, chargeId, refundId));
  const refund =
    known ??
    (await callStripe(config, 'refunds.create', (stripe) =>
      stripe.refunds.create(
        {
          payment_intent: chargeId,
          amount: amountCents,
          reason: 'requested_by_customer',
          metadata: { [refundMetadata]: refundId },
        },
        { idempotencyKey: `refund-${refundId}` },
      ),
    ));
  return refundStateOf(refund);
}

async function findRefund(stripe: Stripe, chargeId: string, refundId: string): Promise<Stripe.Refund | null> {
  for await (const refund of stripe.refunds.list({ payment_intent: chargeId, limit: perPage })) {
    if (refund.metadata?.[refundMetadata] === refundId) return refund;
  }
  return null;
}

/** What became of a refund. Statuses: https://docs.stripe.com/refunds#handle-failed-refunds */
export function refundStateOf(refund: Stripe.Refund): RefundState {
  if (refund.status === 'succeeded') return 'succeeded';
  return refund.status === 'failed' || refund.status === 'canceled' ? 'failed' : 'pending';
}
