import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findRefund, markRequestedAgain } from '../sql/refunds.ts';
import { sendRefundJob } from './request-refund.ts';

/**
 * Has a refund that the provider refused asked for again, under a new name: under the old one the provider would only say
 * again that it failed. Nothing more goes back by it: it is the same money. Refused when there is no such refund
 * (`not_found`) and when it has not failed (`refund_not_failed`).
 */
export function retryRefund({ db }: Pick<Platform, 'db'>, refundId: string): Promise<Refusal | null> {
  return withTx(db, async (tx) => {
    if ((await findRefund(tx, refundId)) === undefined) return refuse('not_found');
    if (!(await markRequestedAgain(tx, refundId, uuidv7()))) return refuse('refund_not_failed');
    await enqueue(tx, sendRefundJob, { refundId }, { key: `send-refund:${refundId}` });
    return null;
  });
}
