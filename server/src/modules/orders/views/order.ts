import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { OrderDocument } from '@og-tickets/contract/invoices.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import type { Db } from '../../../platform/database/database.ts';
import { documentsOfOrders } from '../../accounting/index.ts';
import {
  offerNames,
  type RefundTerms,
  readRefundTerms,
  type SessionBrief,
  sessionSummaries,
} from '../../catalog/index.ts';
import { type PaymentView, paymentsOfOrders, type RefundRow, refundsOfOrders } from '../../payments/index.ts';
import { type OrderTicketRow, ticketsOfOrders } from '../../tickets/index.ts';
import { totalsOf } from '../rules/totals.ts';
import { type CancellationRow, findCancellations } from '../sql/cancellations.ts';
import { findLines, type LineRow } from '../sql/lines.ts';
import { findOrder, findOrderOfAccount, findOrdersOfAccount, type OrderRow, readClock } from '../sql/orders.ts';
import { judgeBy, untilOf } from './judged-tickets.ts';
import { toOrderTicket } from './order-ticket.ts';
import { timelineOf } from './timeline.ts';

/** What orders show of other modules, read once for all of them. */
interface Surroundings {
  lines: Map<string, LineRow[]>;
  sessions: Map<number, SessionBrief>;
  offers: Map<string, string>;
  payments: Map<string, PaymentView>;
  tickets: Map<string, OrderTicketRow[]>;
  refunds: Map<string, RefundRow[]>;
  cancellations: Map<string, CancellationRow[]>;
  /** Until when tickets can be cancelled, by session. */
  terms: Map<number, RefundTerms>;
  now: Date;
  documents: Map<string, OrderDocument[]>;
}

/** An order by its id, for us; whose it is has been decided before. Throws when there is none. */
export async function orderById(db: Db, id: string, locale: Locale): Promise<Order> {
  const row = await findOrder(db, id);
  const [order] = row === undefined ? [] : await withSurroundings(db, [row], locale);
  if (order === undefined) throw new Error(`there is no order ${id}`);
  return order;
}

/** An order of this account by its code; null when there is none, or when it is another's. */
export async function orderOfAccount(
  db: Db,
  wanted: { accountId: string; code: string; locale: Locale },
): Promise<Order | null> {
  const row = await findOrderOfAccount(db, wanted.accountId, wanted.code);
  const [order] = row === undefined ? [] : await withSurroundings(db, [row], wanted.locale);
  return order ?? null;
}

/**
 * A page of the account's orders, the newest first. The cursor is the code of the last one shown; null instead of a page
 * when it is not a code of this account.
 */
export async function ordersOfAccount(
  db: Db,
  wanted: { accountId: string; cursor: string | undefined; limit: number; locale: Locale },
): Promise<{ items: Order[]; nextCursor: string | null } | null> {
  const { accountId, cursor, limit, locale } = wanted;
  const after = cursor === undefined ? null : await findOrderOfAccount(db, accountId, cursor);
  if (after === undefined) return null;
  const rows = await findOrdersOfAccount(db, accountId, { afterId: after?.id ?? null, limit: limit + 1 });
  const items = await withSurroundings(db, rows.slice(0, limit), locale);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.code ?? null) : null };
}

/** Completes orders with a fixed number of reads, however many they are. */
async function withSurroundings(db: Db, rows: readonly OrderRow[], locale: Locale): Promise<Order[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const lines = await findLines(db, ids);
  const sessionIds = lines.map((line) => line.session_id);
  const surroundings: Surroundings = {
    lines: Map.groupBy(lines, (line) => line.order_id),
    sessions: await sessionSummaries(db, sessionIds, locale),
    offers: await offerNames(db, locale),
    payments: await paymentsOfOrders(db, ids),
    tickets: await ticketsOfOrders(db, ids),
    refunds: await refundsOfOrders(db, ids),
    cancellations: Map.groupBy(await findCancellations(db, ids), (cancellation) => cancellation.orderId),
    terms: await readRefundTerms(db, sessionIds),
    now: await readClock(db),
    documents: await documentsOfOrders(db, ids),
  };
  return rows.map((row) => toOrder(row, surroundings));
}

function toOrder(row: OrderRow, around: Surroundings): Order {
  const payment = around.payments.get(row.id);
  if (payment === undefined) throw new Error(`order ${row.id} has no payment`);
  const own = around.lines.get(row.id) ?? [];
  const { includedVatCents } = totalsOf(
    own.map((line) => ({
      quantity: line.quantity,
      unitPriceCents: line.unit_price_cents,
      vatBasisPoints: line.vat_basis_points,
    })),
  );
  return {
    code: row.code,
    status: row.status,
    total: money(row.total_cents),
    includedVat: money(includedVatCents),
    lines: own.map((line) => toLine(row, line, around)),
    payment,
    createdAt: row.created_at.toISOString(),
    paidAt: row.paid_at?.toISOString() ?? null,
    expiresAt: row.status === 'pending' ? row.expires_at.toISOString() : null,
    ...toTickets(row, own, around),
    ...toHistory(row, around),
    documents: around.documents.get(row.id) ?? [],
  };
}

function toTickets(
  row: OrderRow,
  lines: readonly LineRow[],
  around: Surroundings,
): Pick<Order, 'ticketIds' | 'tickets'> {
  const judged = judgeBy(around.terms, row, around.tickets.get(row.id) ?? [], around.now);
  const tickets = judged.map((one) => {
    const line = lines.find(({ position }) => position === one.ticket.line);
    if (line === undefined) throw new Error(`ticket ${one.ticket.id} has no line`);
    return toOrderTicket(one, line, row.account_id);
  });
  const theirs = tickets.filter((ticket) => !ticket.given && !isTakenBack(ticket.status));
  return { ticketIds: theirs.map((ticket) => ticket.id), tickets };
}

function toHistory(order: OrderRow, around: Surroundings): Pick<Order, 'refunded' | 'timeline'> {
  const refunds = around.refunds.get(order.id) ?? [];
  const history = {
    order,
    refunds,
    tickets: around.tickets.get(order.id) ?? [],
    cancellations: around.cancellations.get(order.id) ?? [],
  };
  return {
    refunded: money(refunds.reduce((cents, refund) => cents + refund.amount_cents, 0)),
    timeline: timelineOf(history),
  };
}

function toLine(order: OrderRow, line: LineRow, { sessions, offers, terms }: Surroundings): Order['lines'][number] {
  const session = sessions.get(line.session_id);
  if (session === undefined) throw new Error(`session ${line.session_id} of order ${line.order_id} is gone`);
  return {
    position: line.position,
    session: session.code,
    summary: session.summary,
    category: line.category,
    offer: line.offer,
    offerName: offers.get(line.offer) ?? line.offer,
    quantity: line.quantity,
    places: line.places_each * line.quantity,
    unitPrice: money(line.unit_price_cents),
    amount: money(line.amount_cents),
    cancellableUntil: untilOf(terms, line.session_id, order)?.toISOString() ?? null,
    change: session.change,
  };
}
