import type { Tx } from '../../../platform/database/database.ts';
import {
  deletePdfFilesOfOrder,
  endTickets,
  findOrderTickets,
  lockOrderTickets,
  type OrderTicketRow,
  revokeOffers,
} from '../sql/order-tickets.ts';

/**
 * The tickets of an order, locked until the transaction ends, so that what is decided by them stays true: nobody enters with
 * one or accepts one meanwhile. The order must be locked.
 */
export async function holdOrderTickets(tx: Tx, orderId: string): Promise<OrderTicketRow[]> {
  await lockOrderTickets(tx, orderId);
  // Read after the wait for the locks.
  return findOrderTickets(tx, [orderId]);
}

/**
 * Ends tickets of an order for good: the gate refuses them with this reason, their codes and files are given no more, and
 * open offers of them end. `cancelled`: their buyer gave them up; `refunded`: the shop took them back. Throws when one was
 * ended before: a bug of who has locked them by `holdOrderTickets`, and its money must not go back twice.
 */
export async function takeTicketsBack(
  tx: Tx,
  { orderId, ticketIds, to }: { orderId: string; ticketIds: readonly string[]; to: 'cancelled' | 'refunded' },
): Promise<void> {
  if (ticketIds.length === 0) return;
  const ended = await endTickets(tx, ticketIds, to);
  if (ended.length !== ticketIds.length) {
    throw new Error(`${ended.length} of ${ticketIds.length} tickets of order ${orderId} could be taken back`);
  }
  await revokeOffers(tx, ticketIds);
  await deletePdfFilesOfOrder(tx, orderId);
}
