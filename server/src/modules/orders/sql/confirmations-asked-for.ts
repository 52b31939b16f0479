import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** The confirmations of an order that were asked for again within the last hour. The order's row must be locked. */
export async function askedInLastHour(
  tx: Tx,
  orderId: string,
): Promise<{ count: number; secondsUntilOldestIsOver: number }> {
  const { rows } = await sql<{ count: number; secondsUntilOldestIsOver: number }>`
    SELECT count(*) AS count,
      coalesce(ceil(3600 - extract(epoch FROM now() - min(asked_at))), 0)::int AS "secondsUntilOldestIsOver"
    FROM orders.confirmations_asked_for
    WHERE order_id = ${orderId} AND asked_at > now() - interval '1 hour'`.execute(tx);
  return rows[0] ?? { count: 0, secondsUntilOldestIsOver: 0 };
}

/** Notes that a confirmation was asked for again. */
export async function noteAsked(tx: Tx, orderId: string): Promise<void> {
  await tx.insertInto('orders.confirmations_asked_for').values({ order_id: orderId }).execute();
}

/** When the confirmation of an order was asked for again, the oldest first. */
export async function findAsked(db: Db, orderId: string): Promise<Date[]> {
  const rows = await db
    .selectFrom('orders.confirmations_asked_for')
    .select('asked_at')
    .where('order_id', '=', orderId)
    .orderBy('asked_at')
    .execute();
  return rows.map((row) => row.asked_at);
}
