import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { readContact } from '../../accounts/index.ts';
import { deliver, latePaymentRefundedMail, orderPaidMail } from '../../notices/index.ts';
import { findOrder, type OrderRow } from '../sql/orders.ts';
import { orderById } from '../views/order.ts';

async function orderOf(platform: Platform, orderId: string): Promise<OrderRow> {
  const order = await findOrder(platform.db, orderId);
  if (order === undefined) throw new Error(`there is no order ${orderId}`);
  return order;
}

/** Mails the buyer of a paid order, in their language. */
export async function sendConfirmation(platform: Platform, orderId: string): Promise<void> {
  const { account_id: accountId } = await orderOf(platform, orderId);
  const { email: to, firstName, locale } = await readContact(platform.db, accountId);
  const order = await orderById(platform.db, orderId, locale);
  await deliver(platform, orderPaidMail({ to, locale, firstName, origin: publicOrigin(platform), order }));
}

/** Tells the buyer that the money came too late and goes back. */
export async function sendLateRefund(platform: Platform, orderId: string): Promise<void> {
  const { account_id: accountId, code: orderCode, total_cents: amountCents } = await orderOf(platform, orderId);
  const { email: to, firstName, locale } = await readContact(platform.db, accountId);
  const origin = publicOrigin(platform);
  await deliver(platform, latePaymentRefundedMail({ to, locale, firstName, origin, orderCode, amountCents }));
}
