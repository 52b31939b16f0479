import type { Db } from '../../../platform/database/database.ts';
import { findTicketIds } from '../sql/tickets.ts';

/** The tickets of several orders by order id, in one read; an order without tickets is not in the map. */
export async function ticketIdsOfOrders(db: Db, orderIds: readonly string[]): Promise<Map<string, string[]>> {
  const byOrder = new Map<string, string[]>();
  if (orderIds.length === 0) return byOrder;
  for (const { id, order_id } of await findTicketIds(db, orderIds)) {
    const ids = byOrder.get(order_id);
    if (ids === undefined) byOrder.set(order_id, [id]);
    else ids.push(id);
  }
  return byOrder;
}
