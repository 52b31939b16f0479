import { withTx } from '../../../platform/database/database.ts';
import { defineJob } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { freeClaim } from '../../inventory/index.ts';
import { closePayment, paymentsOfOrders } from '../../payments/index.ts';
import { isOverdue, lockOrder, moveOrder } from '../sql/orders.ts';
import { settleOrder } from './settle-order.ts';

/** Ends an order that was not paid in time. Enqueued with the order, for the moment its time is over. */
export const expireOrderJob = defineJob<{ orderId: string }>('orders.expire-order');

/**
 * Gives the places of an overdue order back. The payment is closed at the provider first, so that no money can come
 * afterwards; where it had come already, the order is settled instead. Throws, to be tried again, when the provider
 * cannot be reached: until then the places stay taken.
 */
export async function expireOrder(platform: Platform, orderId: string): Promise<void> {
  const { db } = platform;
  if (!(await isOverdue(db, orderId))) return;
  const payment = (await paymentsOfOrders(db, [orderId])).get(orderId);
  if (payment === undefined) throw new Error(`order ${orderId} has no payment`);
  if ((await closePayment(platform, payment.id)) === 'captured') {
    return settleOrder(platform, { orderId, paymentId: payment.id });
  }
  await withTx(db, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order.status !== 'pending') return;
    await moveOrder(tx, orderId, 'expired');
    await freeClaim(tx, orderId);
  });
}
