import type { OrderHit } from '@og-tickets/contract/office-orders.ts';
import type { OrderStatus } from '@og-tickets/contract/rules/order-states.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { OrderCursor } from '../rules/order-cursor.ts';

export interface OrderWanted {
  /** Only these orders, and those of these accounts; null: all. */
  found: { orderIds: readonly string[]; accountIds: readonly string[] } | null;
  status: OrderStatus | undefined;
  sessionId: number | undefined;
  from: string | undefined;
  to: string | undefined;
  after: OrderCursor | null;
  limit: number;
}

export interface FoundOrder {
  id: string;
  code: string;
  accountId: string;
  status: OrderStatus;
  totalCents: number;
  refundedCents: number;
  tickets: number;
  createdAt: Date;
  /** The same to the microsecond, for the cursor. */
  createdAtExact: string;
}

/**
 * A page of orders, the newest first. What narrows to few orders is worked out first and sorted then: otherwise PostgreSQL
 * may walk all orders by time in search of them.
 */
export async function findOrdersWanted(db: Db, wanted: OrderWanted): Promise<FoundOrder[]> {
  const { found, sessionId, after } = wanted;
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (found !== null) {
    conditions.push(
      sql`(o.id = ANY (${[...found.orderIds]}::uuid[]) OR o.account_id = ANY (${[...found.accountIds]}::uuid[]))`,
    );
  }
  if (sessionId !== undefined) {
    conditions.push(sql`o.id IN (SELECT order_id FROM orders.lines WHERE session_id = ${sessionId})`);
  }
  if (wanted.status !== undefined) conditions.push(sql`o.status = ${wanted.status}`);
  if (wanted.from !== undefined) conditions.push(sql`o.created_at >= ${wanted.from}::timestamptz`);
  if (wanted.to !== undefined) conditions.push(sql`o.created_at < ${wanted.to}::timestamptz`);
  const rest =
    after === null ? sql`true` : sql`(o.created_at, o.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
  const orders = sql`SELECT o.id, o.code, o.account_id, o.status, o.total_cents, o.created_at FROM orders.orders AS o
    WHERE ${sql.join(conditions, sql` AND `)}`;
  const isNarrow = found !== null || sessionId !== undefined;
  const page = isNarrow
    ? sql`SELECT * FROM narrow AS o WHERE ${rest} ORDER BY o.created_at DESC, o.id DESC LIMIT ${wanted.limit}`
    : sql`${orders} AND ${rest} ORDER BY o.created_at DESC, o.id DESC LIMIT ${wanted.limit}`;
  const { rows } = await sql<FoundOrder>`
    WITH ${isNarrow ? sql`narrow AS MATERIALIZED (${orders}), ` : sql``} page AS MATERIALIZED (${page})
    SELECT page.id, page.code, page.account_id AS "accountId", page.status, page.total_cents AS "totalCents",
      page.created_at AS "createdAt",
      to_char(page.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "createdAtExact",
      (SELECT count(*) FROM tickets.tickets WHERE order_id = page.id)::int AS tickets,
      coalesce((SELECT refunded_cents FROM payments.payments WHERE order_id = page.id), 0) AS "refundedCents"
    FROM page ORDER BY page.created_at DESC, page.id DESC`.execute(db);
  return rows;
}

/** The orders that an id is of: of the order itself, a ticket, a payment, a refund, or the name that a refund is sent under. */
export async function findOrdersById(db: Db, id: string): Promise<{ orderId: string; hit: OrderHit }[]> {
  const { rows } = await sql<{ orderId: string; hit: OrderHit }>`
    SELECT id AS "orderId", 'code' AS hit FROM orders.orders WHERE id = ${id}::uuid
    UNION ALL SELECT order_id, 'ticket' FROM tickets.tickets WHERE id = ${id}::uuid
    UNION ALL SELECT order_id, 'payment' FROM payments.payments WHERE id = ${id}::uuid
    UNION ALL SELECT payment.order_id, 'refund' FROM payments.refunds AS refund
      JOIN payments.payments AS payment ON payment.id = refund.payment_id
      WHERE refund.id = ${id}::uuid OR refund.send_as = ${id}::uuid`.execute(db);
  return rows;
}

/** The order whose payment its provider knows by this id, whichever provider. */
export async function findOrdersByProviderId(db: Db, providers: readonly string[], id: string): Promise<string[]> {
  const { rows } = await sql<{ orderId: string }>`
    SELECT order_id AS "orderId" FROM payments.payments
    WHERE provider = ANY (${[...providers]}::text[]) AND provider_payment_id = ${id}`.execute(db);
  return rows.map((row) => row.orderId);
}

/** Accounts whose names hold all of these words, by their index. */
export async function findAccountsByName(db: Db, words: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM accounts.accounts WHERE name_words @> ${[...words]}::text[] LIMIT ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Orders of tickets on which all of these words stand, by their index. */
export async function findOrdersByHolder(db: Db, words: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ orderId: string }>`
    SELECT DISTINCT order_id AS "orderId" FROM (
      SELECT order_id FROM tickets.tickets
      WHERE holder_words <> '{}' AND holder_words @> ${[...words]}::text[] LIMIT ${limit}) AS found`.execute(db);
  return rows.map((row) => row.orderId);
}

/** Orders of which these accounts have tickets that somebody else bought. */
export async function findOrdersOfGiven(db: Db, accountIds: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ orderId: string }>`
    SELECT DISTINCT ticket.order_id AS "orderId" FROM tickets.tickets AS ticket
    JOIN orders.orders AS bought ON bought.id = ticket.order_id AND bought.account_id <> ticket.account_id
    WHERE ticket.account_id = ANY (${[...accountIds]}::uuid[]) LIMIT ${limit}`.execute(db);
  return rows.map((row) => row.orderId);
}

/** The session of a code; undefined when there is none. */
export async function findSessionId(db: Db, code: string): Promise<number | undefined> {
  const row = await db.selectFrom('catalog.sessions').select('id').where('code', '=', code).executeTakeFirst();
  return row?.id;
}
