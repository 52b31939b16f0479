import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** Tickets of one line that were taken back, of one person. */
export interface TakenLine {
  sessionId: number;
  category: string;
  offer: string;
  quantity: number;
}

/** What a cancellation took from one account, by line. */
export async function findTakenFrom(db: Db, cancellationId: string, accountId: string | null): Promise<TakenLine[]> {
  const { rows } = await sql<TakenLine>`
    SELECT line.session_id AS "sessionId", line.category, line.offer, count(*)::int AS quantity
    FROM orders.cancelled_tickets AS taken
    JOIN orders.lines AS line ON line.order_id = taken.order_id AND line.position = taken.position
    JOIN tickets.tickets AS ticket ON ticket.id = taken.ticket_id
    WHERE taken.cancellation_id = ${cancellationId}
      AND (${accountId}::uuid IS NULL OR ticket.account_id = ${accountId}::uuid)
    GROUP BY line.order_id, line.position, line.session_id, line.category, line.offer
    ORDER BY line.position`.execute(db);
  return rows;
}

/** What a run did for one account. */
export interface RunFacts {
  /** Own paid orders, and what went back of each. */
  orders: { code: string; amountCents: number }[];
  /** Own orders that were not paid and are cancelled. */
  unpaidCodes: string[];
  /** Somebody else's order had a ticket that this account was given. */
  received: boolean;
}

/** Gathers what is told to one account about a run. */
export async function findRunFacts(
  db: Db,
  run: { id: string; sessionId: number },
  accountId: string,
): Promise<RunFacts> {
  const { rows } = await sql<{ code: string; amountCents: number; paid: boolean; tickets: number }>`
    SELECT o.code, item.amount_cents AS "amountCents", item.tickets, o.paid_at IS NOT NULL AS paid
    FROM orders.refund_run_orders AS item JOIN orders.orders AS o ON o.id = item.order_id
    WHERE item.run_id = ${run.id} AND item.account_id = ${accountId} AND item.status = 'done'
      AND (item.tickets > 0 OR o.status = 'cancelled')
    ORDER BY o.created_at`.execute(db);
  const received = await sql`
    SELECT 1 FROM tickets.tickets AS ticket
    JOIN orders.refund_run_orders AS item ON item.order_id = ticket.order_id AND item.run_id = ${run.id}
    LEFT JOIN orders.cancelled_tickets AS taken ON taken.ticket_id = ticket.id
    LEFT JOIN orders.cancellations AS cancellation ON cancellation.id = taken.cancellation_id
    WHERE ticket.session_id = ${run.sessionId} AND ticket.account_id = ${accountId} AND item.account_id <> ${accountId}
      AND (taken.ticket_id IS NULL OR cancellation.run_id = ${run.id})
    LIMIT 1`.execute(db);
  return {
    orders: rows.flatMap(({ code, amountCents, tickets }) => (tickets > 0 ? [{ code, amountCents }] : [])),
    unpaidCodes: rows.flatMap(({ code, paid }) => (paid ? [] : [code])),
    received: received.rows.length > 0,
  };
}

/** What a run took back of the orders that an account paid for. */
export async function findRunCancellations(
  db: Db,
  runId: string,
  accountId: string,
): Promise<{ id: string; orderId: string }[]> {
  return db
    .selectFrom('orders.cancellations as cancellation')
    .innerJoin('orders.orders as order', 'order.id', 'cancellation.order_id')
    .select(['cancellation.id', 'cancellation.order_id as orderId'])
    .where('cancellation.run_id', '=', runId)
    .where('order.account_id', '=', accountId)
    .orderBy('cancellation.created_at')
    .execute();
}
