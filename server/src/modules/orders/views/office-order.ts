import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { OfficeOrder } from '@og-tickets/contract/office-orders.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Platform } from '../../../platform/platform.ts';
import { namesOf, readContact } from '../../accounts/index.ts';
import { paymentForOffice, refundsOfOrders, toRefund } from '../../payments/index.ts';
import { ticketsForOffice } from '../../tickets/index.ts';
import { type CancellationRow, findCancellations } from '../sql/cancellations.ts';
import { findAsked } from '../sql/confirmations-asked-for.ts';
import { findOrderByCode, type OrderRow } from '../sql/orders.ts';
import { findWaitingRequest } from '../sql/refund-requests.ts';
import { orderById } from './order.ts';

type Shop = Pick<Platform, 'db' | 'keys' | 'log'>;

/** All about an order for an admin; null when there is none. */
export async function orderForOffice(
  shop: Shop,
  { code, locale }: { code: string; locale: Locale },
): Promise<OfficeOrder | null> {
  const row = await findOrderByCode(shop.db, code);
  if (row === undefined) return null;
  const order = await orderById(shop.db, row.id, locale);
  const cancellations = await findCancellations(shop.db, [row.id]);
  const { status, total, includedVat, refunded, createdAt, paidAt, expiresAt, lines, timeline } = order;
  return {
    code,
    status,
    total,
    includedVat,
    refunded,
    createdAt,
    paidAt,
    expiresAt,
    lines,
    timeline,
    buyer: await buyerOf(shop, row.account_id),
    tickets: await ticketsOf(shop, row, order),
    payment: await paymentForOffice(shop.db, row.id),
    refunds: await refundsOf(shop, row, cancellations),
    cancellations: await describe(shop, cancellations),
    documents: order.documents.map((document) => ({ ...document, path: `/admin${document.path}` })),
    mails: mailsOf(row, cancellations, await findAsked(shop.db, row.id)),
    waitingRequest: await findWaitingRequest(shop.db, row.id),
  };
}

async function buyerOf(shop: Shop, accountId: string): Promise<OfficeOrder['buyer']> {
  const { firstName, lastName, email, locale } = await readContact(shop, accountId);
  return { id: accountId, name: `${firstName} ${lastName}`.trim(), email, locale };
}

async function ticketsOf(shop: Shop, row: OrderRow, order: Order): Promise<OfficeOrder['tickets']> {
  const besides = await ticketsForOffice(shop, row.id);
  const names = await namesOf(
    shop,
    Array.from(besides.values(), ({ accountId }) => accountId),
  );
  return order.tickets.map((ticket) => {
    const found = besides.get(ticket.id);
    if (found === undefined) throw new Error(`ticket ${ticket.id} is gone`);
    const { accountId, ...shown } = found;
    return { ...ticket, ...shown, owner: ticket.given ? (names.get(accountId) ?? '') : null };
  });
}

async function refundsOf(
  shop: Shop,
  row: OrderRow,
  cancellations: readonly CancellationRow[],
): Promise<OfficeOrder['refunds']> {
  const reasons = new Map(cancellations.map((one) => [one.refundId, one.reason]));
  const refunds = (await refundsOfOrders(shop.db, [row.id])).get(row.id) ?? [];
  // What an admin wrote says more than the word that payments keep.
  return refunds.map((refund) => ({
    ...toRefund(refund),
    reason: reasons.get(refund.id) ?? refund.reason,
    sentAs: refund.send_as,
  }));
}

async function describe(shop: Shop, rows: readonly CancellationRow[]): Promise<OfficeOrder['cancellations']> {
  const names = await namesOf(
    shop,
    rows.flatMap((row) => (row.decidedBy === 'admin' ? row.accountId : [])),
  );
  return rows.map((row) => ({
    at: row.createdAt.toISOString(),
    by: row.decidedBy,
    name: row.decidedBy === 'admin' ? (names.get(row.accountId) ?? null) : null,
    reason: row.reason,
    tickets: row.tickets,
    amount: money(row.amountCents),
  }));
}

/** A run tells its buyers once for all of their orders, which is not this order's mail. */
function mailsOf(
  row: OrderRow,
  cancellations: readonly CancellationRow[],
  asked: readonly Date[],
): OfficeOrder['mails'] {
  const mails: OfficeOrder['mails'] = [];
  if (row.mailed_at !== null) mails.push({ at: row.mailed_at.toISOString(), kind: 'confirmation' });
  for (const at of asked) mails.push({ at: at.toISOString(), kind: 'confirmation_again' });
  for (const { createdAt, decidedBy } of cancellations) {
    if (decidedBy !== 'organiser') mails.push({ at: createdAt.toISOString(), kind: 'cancellation' });
  }
  return mails.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
