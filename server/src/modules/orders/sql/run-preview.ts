import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

export interface ConcernedByChange {
  orders: number;
  pendingOrders: number;
  tickets: number;
  places: number;
  entered: number;
  amountCents: number;
  buyers: number;
  receivers: number;
}

/** Whom and what a change of a session concerns now. */
export async function countConcerned(db: Db, sessionId: number): Promise<ConcernedByChange> {
  const { rows } = await sql<ConcernedByChange>`
    SELECT count(DISTINCT o.id)::int AS orders, count(*)::int AS tickets, coalesce(sum(t.places), 0)::int AS places,
      coalesce(sum(t.entries), 0)::int AS entered, coalesce(sum(line.unit_price_cents), 0)::bigint AS "amountCents",
      count(DISTINCT o.account_id)::int AS buyers,
      (count(DISTINCT t.account_id) FILTER (WHERE t.account_id <> o.account_id))::int AS receivers,
      (SELECT count(DISTINCT p.id)::int FROM orders.orders AS p JOIN orders.lines AS l ON l.order_id = p.id
       WHERE p.status = 'pending' AND l.session_id = ${sessionId}) AS "pendingOrders"
    FROM tickets.tickets AS t
    JOIN orders.orders AS o ON o.id = t.order_id
    JOIN orders.lines AS line ON line.order_id = t.order_id AND line.position = t.order_line
    WHERE t.session_id = ${sessionId} AND t.status IN ('valid', 'used', 'blocked')`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('a count gives one row');
  return row;
}

/** The number of a session by its code. */
export async function findSessionId(db: Db, code: string): Promise<number | undefined> {
  const row = await db.selectFrom('catalog.sessions').select('id').where('code', '=', code).executeTakeFirst();
  return row?.id;
}
