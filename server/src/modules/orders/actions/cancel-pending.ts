import { type Tx, withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { freeClaim } from '../../inventory/index.ts';
import { closePayment, paymentsOfOrders } from '../../payments/index.ts';
import { lockOrder, moveOrder } from '../sql/orders.ts';
import { settleOrder } from './settle-order.ts';

/**
 * Gives up an order that is not paid: its charge is closed at the provider first, so that no money can come afterwards, then
 * its places are free again. Money that came before that settles the order instead (`order_paid_meanwhile`). Refused when
 * the provider cannot be reached (`payment_provider_unreachable`; nothing changed) and when the order ended in another way
 * (`order_not_cancellable`). Doing it again changes nothing. `andThen` is part of the transaction that gives it up.
 */
export async function cancelPending(
  platform: Platform,
  orderId: string,
  andThen?: (tx: Tx) => Promise<void>,
): Promise<Refusal | null> {
  const { db, log } = platform;
  const payment = (await paymentsOfOrders(db, [orderId])).get(orderId);
  if (payment === undefined) throw new Error(`order ${orderId} has no payment`);
  let closed: 'closed' | 'captured';
  try {
    closed = await closePayment(platform, payment.id);
  } catch (err) {
    log.error({ err, alert: 'payment_unknown', payment: payment.id }, 'a payment could not be closed');
    return refuse('payment_provider_unreachable', { retryAfterSeconds: 10 });
  }
  if (closed === 'captured') await settleOrder(platform, { orderId, paymentId: payment.id });
  return withTx(db, async (tx) => {
    const { status } = await lockOrder(tx, orderId);
    if (status === 'cancelled') return null;
    if (status === 'paid' || status === 'partially_refunded') return refuse('order_paid_meanwhile');
    if (status !== 'pending') return refuse('order_not_cancellable');
    await moveOrder(tx, orderId, 'cancelled');
    await freeClaim(tx, orderId);
    await andThen?.(tx);
    return null;
  });
}
