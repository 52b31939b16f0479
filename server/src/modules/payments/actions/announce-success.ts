import type { Tx } from '../../../platform/database/database.ts';
import { defineJob, enqueue } from '../../../platform/jobs/jobs.ts';
import { markSettled, type PaymentRow } from '../sql/payments.ts';

/** The money of an order is there. Declared and enqueued here; orders do the work and call `settlePayment` in it. */
export const paymentSucceeded = defineJob<{ orderId: string; paymentId: string }>('payments.succeeded');

/** Has the order of a payment settled once this transaction is committed. */
export async function announceSuccess(tx: Tx, payment: PaymentRow): Promise<void> {
  const payload = { orderId: payment.order_id, paymentId: payment.id };
  await enqueue(tx, paymentSucceeded, payload, { key: `payment-succeeded:${payment.id}` });
}

/**
 * To be called in the transaction that turns the money into tickets or a refund. True for exactly one such transaction:
 * false says that another has done it, and nothing more is to be done.
 */
export async function settlePayment(tx: Tx, paymentId: string): Promise<boolean> {
  return markSettled(tx, paymentId);
}
