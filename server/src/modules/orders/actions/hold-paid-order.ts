import type { Tx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import { holdOrderTickets } from '../../tickets/index.ts';
import { findLines } from '../sql/lines.ts';
import type { LockedOrder } from '../sql/orders.ts';
import type { HeldOrder } from './take-back.ts';

/** A locked order with its tickets, locked too; refused (`order_not_cancellable`) when nothing paid is left of it. */
export async function holdPaidOrder(tx: Tx, order: LockedOrder): Promise<HeldOrder | Refusal> {
  if (order.status !== 'paid' && order.status !== 'partially_refunded') return refuse('order_not_cancellable');
  const tickets = await holdOrderTickets(tx, order.id);
  return { order, tickets, lines: await findLines(tx, [order.id]) };
}
