import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Actor, recordAction } from '../../audit/index.ts';
import { findPayment } from '../sql/payments.ts';
import { findRefund, markRequestedAgain } from '../sql/refunds.ts';
import { sendRefundJob } from './request-refund.ts';

/**
 * Has a refund that the provider refused asked for again, under a new name: under the old one the provider would only say
 * again that it failed. Nothing more goes back by it: it is the same money. Refused when there is no such refund
 * (`not_found`) and when it has not failed (`refund_not_failed`).
 */
export function retryRefund(
  { db, keys, clock }: Pick<Platform, 'db' | 'keys' | 'clock'>,
  refundId: string,
  actor: Actor,
): Promise<Refusal | null> {
  return withTx(db, async (tx) => {
    const refund = await findRefund(tx, refundId);
    if (refund === undefined) return refuse('not_found');
    if (!(await markRequestedAgain(tx, refundId, uuidv7()))) return refuse('refund_not_failed');
    await enqueue(tx, sendRefundJob, { refundId }, { key: `send-refund:${refundId}` });
    const payment = await findPayment(tx, refund.payment_id);
    await recordAction(tx, { keys, clock }, actor, {
      action: 'refund.retried',
      subject: { kind: 'order', id: payment?.order_code ?? '' },
      after: { refund: refundId, amountCents: refund.amount_cents },
    });
    return null;
  });
}
