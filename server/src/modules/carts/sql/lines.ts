import type { Db, Tx } from '../../../platform/database/database.ts';

/** A line of a cart. */
export interface Line {
  id: string;
  sessionId: number;
  category: string;
  offer: string;
  quantity: number;
  /** Places that one unit admits, and the price of a unit in cents, as they were when the line last changed. */
  placesEach: number;
  unitPriceCents: number;
  /** The hold of its places; it may have expired. */
  holdId: string;
}

/** What of a line can change. */
export type LineChange = Pick<Line, 'quantity' | 'placesEach' | 'unitPriceCents' | 'holdId'>;

/** The lines of a cart in the order they were added. */
export function readLines(db: Db, cartId: string): Promise<Line[]> {
  return db
    .selectFrom('carts.lines')
    .select([
      'id',
      'session_id as sessionId',
      'category',
      'offer',
      'quantity',
      'places_each as placesEach',
      'unit_price_cents as unitPriceCents',
      'hold_id as holdId',
    ])
    .where('cart_id', '=', cartId)
    .orderBy('id')
    .execute();
}

export async function insertLine(tx: Tx, cartId: string, line: Line): Promise<void> {
  await tx
    .insertInto('carts.lines')
    .values({
      cart_id: cartId,
      id: line.id,
      session_id: line.sessionId,
      category: line.category,
      offer: line.offer,
      quantity: line.quantity,
      places_each: line.placesEach,
      unit_price_cents: line.unitPriceCents,
      hold_id: line.holdId,
    })
    .execute();
}

export async function updateLine(tx: Tx, cartId: string, lineId: string, change: LineChange): Promise<void> {
  await tx
    .updateTable('carts.lines')
    .set({
      quantity: change.quantity,
      places_each: change.placesEach,
      unit_price_cents: change.unitPriceCents,
      hold_id: change.holdId,
    })
    .where('cart_id', '=', cartId)
    .where('id', '=', lineId)
    .execute();
}

export async function deleteLine(tx: Tx, cartId: string, lineId: string): Promise<void> {
  await tx.deleteFrom('carts.lines').where('cart_id', '=', cartId).where('id', '=', lineId).execute();
}

export async function deleteLines(tx: Tx, cartId: string): Promise<void> {
  await tx.deleteFrom('carts.lines').where('cart_id', '=', cartId).execute();
}
