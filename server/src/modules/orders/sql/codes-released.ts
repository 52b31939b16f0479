import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** When the first codes of an order's sessions are given out that are not yet; null when none is waited for. */
export async function findNextRelease(db: Db, orderId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('orders.lines as line')
    .innerJoin('catalog.sessions as session', 'session.id', 'line.session_id')
    .select((eb) => eb.fn.min('session.codes_released_at').as('at'))
    .where('line.order_id', '=', orderId)
    .where('session.codes_released_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.at ?? null;
}
