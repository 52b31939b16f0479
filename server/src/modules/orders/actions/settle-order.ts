import { type Tx, withTx } from '../../../platform/database/database.ts';
import { defineJob, enqueue } from '../../../platform/jobs/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readContact } from '../../accounts/index.ts';
import { wereChangedSince } from '../../catalog/index.ts';
import { retakeForOrder, sellClaim } from '../../inventory/index.ts';
import { requestRefund, settlePayment } from '../../payments/index.ts';
import { issueTickets } from '../../tickets/index.ts';
import { findLines } from '../sql/lines.ts';
import { type LockedOrder, lockOrder, moveOrder } from '../sql/orders.ts';
import { bookSale } from './book-sale.ts';

/** Mails that follow an order's end; both take the order's id only. */
export const sendConfirmationJob = defineJob<{ orderId: string }>('orders.send-confirmation');
export const sendLateRefundJob = defineJob<{ orderId: string }>('orders.send-late-refund');

/**
 * Turns the money of an order into tickets, or gives it back, in one transaction and once, however often it is called.
 * Money for an order that has expired takes the places again if all are free and no session was cancelled or moved; else,
 * and for one that the buyer gave up, the whole amount goes back and a mail explains it.
 */
export async function settleOrder(
  platform: Platform,
  { orderId, paymentId }: { orderId: string; paymentId: string },
): Promise<void> {
  const outcome = await withTx(platform.db, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!(await settlePayment(tx, paymentId))) return 'known';
    switch (order.status) {
      case 'pending':
        await sellOrder(platform, tx, order);
        return 'sold';
      case 'expired':
        if (!(await canRetake(platform, tx, order))) return giveBack(tx, order, paymentId);
        await complete(platform, tx, order);
        return 'sold_late';
      case 'cancelled':
        return giveBack(tx, order, paymentId);
      case 'paid':
      case 'partially_refunded':
      case 'refunded':
        throw new Error(`order ${orderId} is ${order.status} although its money was not settled`);
    }
  });
  platform.metrics.count('og_orders_settled_total', { outcome });
}

/** Are the places free again, and their sessions still what the buyer ordered? Then they are taken. */
async function canRetake(platform: Platform, tx: Tx, order: LockedOrder): Promise<boolean> {
  const sessionIds = (await findLines(tx, [order.id])).map((line) => line.session_id);
  // An erased account can neither show a ticket nor be told of it.
  if ((await readContact({ db: tx, keys: platform.keys }, order.account_id)).email === '') return false;
  return !(await wereChangedSince(tx, sessionIds, order.created_at)) && retakeForOrder(tx, order.id);
}

/** Sells what a locked pending order claimed: its money is there, or there is none to pay. */
export async function sellOrder(platform: Platform, tx: Tx, order: LockedOrder): Promise<void> {
  await sellClaim(tx, order.id);
  await complete(platform, tx, order);
}

async function complete(platform: Platform, tx: Tx, order: LockedOrder): Promise<void> {
  const { id: orderId, account_id: accountId } = order;
  await moveOrder(tx, orderId, 'paid');
  const contact = await readContact({ db: tx, keys: platform.keys }, accountId);
  const lines = await findLines(tx, [orderId]);
  await issueTickets(tx, platform, {
    orderId,
    accountId,
    holderName: `${contact.firstName} ${contact.lastName}`,
    lines: lines.map((line) => ({
      position: line.position,
      sessionId: line.session_id,
      category: line.category,
      offer: line.offer,
      quantity: line.quantity,
      placesEach: line.places_each,
    })),
  });
  await bookSale(tx, platform, { order, buyer: contact, lines });
  // The mail with its PDF costs more than all the rest, and who has just paid looks at the page.
  await enqueue(tx, sendConfirmationJob, { orderId }, { key: `order-mail:${orderId}`, patient: true });
}

async function giveBack(tx: Tx, order: LockedOrder, paymentId: string): Promise<'given_back'> {
  const isRequested = await requestRefund(tx, { paymentId, amountCents: order.total_cents, reason: 'late_payment' });
  if (isRequested) await enqueue(tx, sendLateRefundJob, { orderId: order.id }, { key: `order-mail:${order.id}` });
  return 'given_back';
}
