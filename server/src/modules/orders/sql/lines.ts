import type { Selectable } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { OrdersLines } from '../../../platform/database/schema.ts';

export type LineRow = Selectable<OrdersLines>;

/** Writes the lines of a new order, which nothing changes afterwards. */
export async function insertLines(tx: Tx, lines: readonly LineRow[]): Promise<void> {
  await tx.insertInto('orders.lines').values(lines).execute();
}

/** The lines of orders, in their order. */
export async function findLines(db: Db, orderIds: readonly string[]): Promise<LineRow[]> {
  return db
    .selectFrom('orders.lines')
    .select([
      'order_id',
      'position',
      'session_id',
      'category',
      'offer',
      'quantity',
      'places_each',
      'unit_price_cents',
      'amount_cents',
      'vat_basis_points',
      'hold_id',
    ])
    .where('order_id', 'in', orderIds)
    .orderBy('order_id')
    .orderBy('position')
    .execute();
}
