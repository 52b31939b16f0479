import type { Tx } from '../../../platform/database/database.ts';
import { defineJob, enqueue } from '../../../platform/jobs/jobs.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { lockPayment } from '../sql/payments.ts';
import { insertRefund, reserveRefund } from '../sql/refunds.ts';

/** Asks the provider for a refund that has been decided. */
export const sendRefundJob = defineJob<{ refundId: string }>('payments.send-refund');

/**
 * Decides that money goes back; a job tells the provider. Gives the refund's id. Never more than was captured: null, and
 * nothing happens, when this refund and those before it would exceed it, so that asking twice for the whole amount is one
 * refund. Throws for a payment that has not succeeded.
 */
export async function requestRefund(
  tx: Tx,
  { paymentId, amountCents, reason }: { paymentId: string; amountCents: number; reason: string },
): Promise<string | null> {
  const payment = await lockPayment(tx, paymentId);
  if (payment === undefined || (payment.status !== 'succeeded' && payment.status !== 'refunded')) {
    throw new Error(`payment ${paymentId} has no money to give back`);
  }
  if (amountCents < 1 || !(await reserveRefund(tx, paymentId, amountCents))) return null;
  const refundId = uuidv7();
  await insertRefund(tx, { id: refundId, paymentId, amountCents, reason });
  await enqueue(tx, sendRefundJob, { refundId }, { key: `send-refund:${refundId}` });
  return refundId;
}
