import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** The first moment of a day until before another one. */
export interface Window {
  from: Date;
  before: Date;
}

/** What happened in a stretch of time. */
interface WindowCounts {
  carts: number;
  orders: number;
  paidOrders: number;
  mailedOrders: number;
  entries: number;
}

/**
 * What happened in a stretch of time: carts that held places (an account has one cart for ever, so each order that came of it is
 * one, and so is what is left in it),
 * orders, those of them that were paid, and whose confirmation was mailed, places let in.
 */
export async function countWindow(db: Db, { from, before }: Window): Promise<WindowCounts> {
  const { rows } = await sql<WindowCounts>`
    SELECT (SELECT count(DISTINCT coalesce(order_id, cart_id)) FROM inventory.holds
             WHERE created_at >= ${from} AND created_at < ${before}) AS carts,
           placed.orders, placed.paid AS "paidOrders", placed.mailed AS "mailedOrders",
           (SELECT coalesce(sum(passed), 0)::int FROM admissions.scans
             WHERE received_at >= ${from} AND received_at < ${before} AND state = 'counted' AND direction = 'in') AS entries
      FROM (SELECT count(*) AS orders, count(paid_at) AS paid, count(mailed_at) AS mailed FROM orders.orders
             WHERE created_at >= ${from} AND created_at < ${before}) AS placed`.execute(db);
  return rows[0] ?? { carts: 0, orders: 0, paidOrders: 0, mailedOrders: 0, entries: 0 };
}

/** Places of the sessions to come that are published, and those of them that are sold or held; places in carts and orders. */
export async function countPlaces(
  db: Db,
): Promise<{ capacity: number; takenPlaces: number; heldPlaces: number; everSold: boolean }> {
  const { rows } = await sql<{ capacity: number; takenPlaces: number; heldPlaces: number; everSold: boolean }>`
    SELECT stock.capacity, stock.taken AS "takenPlaces", open.places AS "heldPlaces",
           EXISTS (SELECT 1 FROM accounting.transactions WHERE kind = 'sale') AS "everSold"
      FROM (SELECT coalesce(sum(i.capacity), 0)::bigint AS capacity, coalesce(sum(i.taken), 0)::bigint AS taken
              FROM inventory.inventory AS i JOIN catalog.sessions AS s ON s.id = i.session_id
             WHERE s.status = 'published' AND s.starts_at > now()) AS stock
     CROSS JOIN (SELECT coalesce(sum(places), 0)::bigint AS places FROM inventory.holds
                  WHERE state IN ('live', 'claimed') AND (state = 'claimed' OR expires_at > now())) AS open`.execute(
    db,
  );
  return rows[0] ?? { capacity: 0, takenPlaces: 0, heldPlaces: 0, everSold: false };
}

/** The first moments, in a zone, of the day that a moment is in, of the day before and of the same day a week before. */
export async function dayStarts(
  db: Db,
  at: Date,
  timeZone: string,
): Promise<{ today: Date; yesterday: Date; weekBefore: Date }> {
  const { rows } = await sql<{ today: Date; yesterday: Date; weekBefore: Date }>`
    SELECT day AT TIME ZONE ${timeZone} AS today, (day - interval '1 day') AT TIME ZONE ${timeZone} AS yesterday,
           (day - interval '7 days') AT TIME ZONE ${timeZone} AS "weekBefore"
      FROM (SELECT date_trunc('day', ${at}::timestamptz AT TIME ZONE ${timeZone}) AS day) AS found`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('one row is selected from nothing');
  return row;
}
