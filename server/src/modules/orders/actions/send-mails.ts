import type { Locale } from '@og-tickets/contract/common.ts';
import { withTx } from '../../../platform/database/database.ts';
import { isRefusal } from '../../../platform/http/refusal.ts';
import { type Platform, publicOrigin } from '../../../platform/platform.ts';
import { printDocument } from '../../accounting/index.ts';
import { readContact } from '../../accounts/index.ts';
import {
  deliver,
  latePaymentRefundedMail,
  orderPaidMail,
  type PurchaseRecord,
  type TicketsByMail,
} from '../../notices/index.ts';
import { operatorOf, settingsOf } from '../../settings/index.ts';
import { printOrder } from '../../tickets/index.ts';
import { findNextRelease } from '../sql/codes-released.ts';
import { findOrder, markMailed, type OrderRow } from '../sql/orders.ts';
import { orderById } from '../views/order.ts';

/** Many mail servers refuse a mail over some megabytes; a file of 30 tickets has about a tenth of this. */
const attachmentMaxBytes = 2 * 1024 * 1024;

async function orderOf(platform: Platform, orderId: string): Promise<OrderRow> {
  const order = await findOrder(platform.db, orderId);
  if (order === undefined) throw new Error(`there is no order ${orderId}`);
  return order;
}

/** The tickets of an order for its mail: as a PDF, drawn here and outside any transaction, or the reason why not. */
async function ticketsByMail(
  platform: Platform,
  order: { orderId: string; orderCode: string; accountId: string; locale: Locale },
): Promise<TicketsByMail> {
  const file = await printOrder(platform, { ...order, format: 'a4' });
  if (!isRefusal(file)) {
    if (file.bytes.length > attachmentMaxBytes) return { kind: 'tooLarge' };
    return { kind: 'attached', file: { name: file.fileName, type: 'application/pdf', content: file.bytes } };
  }
  if (file.code === 'paper_not_allowed') return { kind: 'phoneOnly' };
  const at = await findNextRelease(platform.db, order.orderId);
  return at === null ? { kind: 'inAccount' } : { kind: 'later', at };
}

/** The invoice of a paid order, numbered now if it was not, and what the mail repeats of it. */
async function purchaseRecord(platform: Platform, orderId: string): Promise<PurchaseRecord> {
  const file = await printDocument(platform, { orderId, kind: 'invoice' });
  if (file === null) throw new Error(`paid order ${orderId} has no invoice`);
  const { number, orderedAt, termsVersion, seller } = file.document;
  const invoice = { name: file.fileName, type: 'application/pdf', content: file.bytes };
  const { config } = platform;
  const operator = operatorOf(await settingsOf(platform).current(), config.seller);
  return { invoiceNumber: number, invoice, orderedAt, termsVersion, operator, isDemo: config.demo, seller };
}

/** Mails the buyer of a paid order, in their language, with its invoice, and the tickets as a PDF where that is allowed. */
export async function sendConfirmation(platform: Platform, orderId: string): Promise<void> {
  const { account_id: accountId } = await orderOf(platform, orderId);
  const { email: to, firstName, locale } = await readContact(platform, accountId);
  const order = await orderById(platform.db, orderId, locale);
  const tickets = await ticketsByMail(platform, { orderId, orderCode: order.code, accountId, locale });
  const purchase = await purchaseRecord(platform, orderId);
  const origin = publicOrigin(platform);
  await deliver(platform, orderPaidMail({ to, locale, firstName, origin, order, tickets, purchase }));
  await withTx(platform.db, (tx) => markMailed(tx, orderId));
}

/** Tells the buyer that the money came too late and goes back. */
export async function sendLateRefund(platform: Platform, orderId: string): Promise<void> {
  const { account_id: accountId, code: orderCode, total_cents: amountCents } = await orderOf(platform, orderId);
  const { email: to, firstName, locale } = await readContact(platform, accountId);
  const origin = publicOrigin(platform);
  await deliver(platform, latePaymentRefundedMail({ to, locale, firstName, origin, orderCode, amountCents }));
}
