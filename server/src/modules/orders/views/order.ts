import type { Locale } from '@og-tickets/contract/common.ts';
import { money } from '@og-tickets/contract/money.ts';
import type { OrderDocument } from '@og-tickets/contract/invoices.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Db } from '../../../platform/database/database.ts';
import { documentsOfOrders } from '../../accounting/index.ts';
import { offerNames, type SessionBrief, sessionSummaries } from '../../catalog/index.ts';
import { type PaymentView, paymentsOfOrders } from '../../payments/index.ts';
import { ticketIdsOfOrders } from '../../tickets/index.ts';
import { totalsOf } from '../rules.ts';
import { findLines, type LineRow } from '../sql/lines.ts';
import { findOrder, findOrderOfAccount, findOrdersOfAccount, type OrderRow } from '../sql/orders.ts';

/** What orders show of other modules, read once for all of them. */
interface Surroundings {
  lines: Map<string, LineRow[]>;
  sessions: Map<number, SessionBrief>;
  offers: Map<string, string>;
  payments: Map<string, PaymentView>;
  ticketIds: Map<string, string[]>;
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
    ticketIds: await ticketIdsOfOrders(db, ids),
    documents: await documentsOfOrders(db, ids),
  };
  return rows.map((row) => toOrder(row, surroundings));
}

function toOrder(row: OrderRow, { lines, sessions, offers, payments, ticketIds, documents }: Surroundings): Order {
  const payment = payments.get(row.id);
  if (payment === undefined) throw new Error(`order ${row.id} has no payment`);
  const own = lines.get(row.id) ?? [];
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
    lines: own.map((line) => toLine(line, sessions, offers)),
    payment,
    createdAt: row.created_at.toISOString(),
    paidAt: row.paid_at?.toISOString() ?? null,
    expiresAt: row.status === 'pending' ? row.expires_at.toISOString() : null,
    ticketIds: ticketIds.get(row.id) ?? [],
    documents: documents.get(row.id) ?? [],
  };
}

function toLine(
  line: LineRow,
  sessions: Surroundings['sessions'],
  offers: Surroundings['offers'],
): Order['lines'][number] {
  const session = sessions.get(line.session_id);
  if (session === undefined) throw new Error(`session ${line.session_id} of order ${line.order_id} is gone`);
  return {
    session: session.code,
    summary: session.summary,
    category: line.category,
    offer: line.offer,
    offerName: offers.get(line.offer) ?? line.offer,
    quantity: line.quantity,
    places: line.places_each * line.quantity,
    unitPrice: money(line.unit_price_cents),
    amount: money(line.amount_cents),
  };
}
