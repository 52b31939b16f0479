import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** Who had tickets taken back: their buyer, an admin, or the organiser who cancelled the session. */
export type Decider = 'buyer' | 'admin' | 'organiser';

/** Tickets of one order that were taken back in one go. */
export interface CancellationRow {
  id: string;
  orderId: string;
  decidedBy: Decider;
  /** Who decided: the buyer, an admin, or who started the run. */
  accountId: string;
  /** What an admin wrote. */
  reason: string | null;
  amountCents: number;
  refundId: string | null;
  createdAt: Date;
  tickets: number;
}

/** Writes down which tickets were taken back, each with its price. Violates a key when one of them was before. */
export async function insertCancellation(
  tx: Tx,
  cancellation: {
    id: string;
    orderId: string;
    decidedBy: Decider;
    accountId: string;
    runId: string | null;
    reason: string | null;
    amountCents: number;
    refundId: string | null;
    tickets: readonly { id: string; line: number; amountCents: number }[];
  },
): Promise<void> {
  const { id, orderId } = cancellation;
  await tx
    .insertInto('orders.cancellations')
    .values({
      id,
      order_id: orderId,
      decided_by: cancellation.decidedBy,
      account_id: cancellation.accountId,
      run_id: cancellation.runId,
      reason: cancellation.reason,
      amount_cents: cancellation.amountCents,
      refund_id: cancellation.refundId,
    })
    .execute();
  await tx
    .insertInto('orders.cancelled_tickets')
    .values(
      cancellation.tickets.map((ticket) => ({
        ticket_id: ticket.id,
        cancellation_id: id,
        order_id: orderId,
        position: ticket.line,
        amount_cents: ticket.amountCents,
      })),
    )
    .execute();
}

function selectCancellations(db: Db) {
  return db
    .selectFrom('orders.cancellations as cancellation')
    .select(['cancellation.id', 'cancellation.order_id as orderId', 'cancellation.decided_by as decidedBy'])
    .select('cancellation.account_id as accountId')
    .select(['cancellation.reason', 'cancellation.amount_cents as amountCents', 'cancellation.refund_id as refundId'])
    .select([
      'cancellation.created_at as createdAt',
      sql<number>`(SELECT count(*)::int FROM orders.cancelled_tickets AS ticket
        WHERE ticket.cancellation_id = cancellation.id)`.as('tickets'),
    ]);
}

/** The cancellations of some orders, the oldest first. */
export function findCancellations(db: Db, orderIds: readonly string[]): Promise<CancellationRow[]> {
  return selectCancellations(db)
    .where('cancellation.order_id', 'in', [...orderIds])
    .orderBy('cancellation.created_at')
    .orderBy('cancellation.id')
    .execute();
}

/** One cancellation. Throws when there is none. */
export function findCancellation(db: Db, id: string): Promise<CancellationRow> {
  return selectCancellations(db).where('cancellation.id', '=', id).executeTakeFirstOrThrow();
}
