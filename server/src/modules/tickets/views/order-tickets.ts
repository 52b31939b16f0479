import type { Db } from '../../../platform/database/database.ts';
import { findOrderTickets, type OrderTicketRow } from '../sql/order-tickets.ts';

export type { OrderTicketRow };

/** The tickets of several orders by order id, in one read; an order without tickets is not in the map. */
export async function ticketsOfOrders(db: Db, orderIds: readonly string[]): Promise<Map<string, OrderTicketRow[]>> {
  if (orderIds.length === 0) return new Map();
  return Map.groupBy(await findOrderTickets(db, orderIds), (ticket) => ticket.orderId);
}
