import type { Platform } from '../../../platform/platform.ts';
import { findOverdue } from '../sql/orders.ts';
import { expireOrder } from './expire-order.ts';

/** An order's own job has had this long before it is taken for lost. */
const overdueSeconds = 30;
const atOnce = 200;

/** Ends overdue orders whose own job was lost, in a crash for instance. One that fails does not keep the others. */
export async function expireOverdue(platform: Platform): Promise<void> {
  for (const orderId of await findOverdue(platform.db, overdueSeconds, atOnce)) {
    await expireOrder(platform, orderId).catch((err: unknown) =>
      platform.log.error({ err, alert: 'order_overdue', order: orderId }, 'an order could not be expired'),
    );
  }
}
