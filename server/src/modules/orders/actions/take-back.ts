import { defineJob, enqueue } from '../../../platform/jobs/jobs.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { uuidv7 } from '../../../platform/keys/random.ts';
import { recordCancellation } from '../../accounting/index.ts';
import { returnPlaces } from '../../inventory/index.ts';
import { paymentsOfOrders, requestRefund } from '../../payments/index.ts';
import { type OrderTicketRow, takeTicketsBack } from '../../tickets/index.ts';
import { type TakenBack, takenBack } from '../rules/totals.ts';
import { type Decider, insertCancellation } from '../sql/cancellations.ts';
import type { LineRow } from '../sql/lines.ts';
import { type LockedOrder, moveOrder } from '../sql/orders.ts';

/** Tells one person that tickets were taken back: their buyer, or who was given some of them. */
export const mailCancellation = defineJob<{ cancellationId: string; accountId: string }>('orders.mail-cancellation');

/** Who takes tickets back, and why. */
export type Decision = { accountId: string } & (
  | { by: 'buyer' }
  | { by: 'admin'; reason: string }
  /** The run tells everybody, once all of their orders are done. */
  | { by: 'organiser'; runId: string }
);

/** A paid order, locked with its tickets. */
export interface HeldOrder {
  order: LockedOrder;
  lines: readonly LineRow[];
  tickets: readonly OrderTicketRow[];
}

/** Why the money goes back, as payments keep it. */
const refundReasons: Record<Decider, string> = {
  buyer: 'cancelled_by_buyer',
  admin: 'refunded_by_admin',
  organiser: 'session_cancelled',
};

/**
 * Takes the chosen tickets of a locked order back, all in this transaction: the tickets end, their places are free again, the
 * price goes back to who paid, the books and the order say so, and whoever is concerned is told. The only way in which money
 * of a paid order goes back. Chosen tickets must be live. Throws, so that nothing of it happens, when a ticket, its places or
 * its money had gone back before.
 */
export async function takeBack(
  tx: Tx,
  held: HeldOrder,
  chosen: ReadonlySet<string>,
  decision: Decision,
): Promise<TakenBack> {
  const { order, lines, tickets } = held;
  const sums = takenBack(lines, tickets, chosen);
  const taken = tickets.filter((ticket) => chosen.has(ticket.id));
  const to = decision.by === 'buyer' ? 'cancelled' : 'refunded';
  await takeTicketsBack(tx, { orderId: order.id, ticketIds: taken.map((ticket) => ticket.id), to });
  const lineOf = (ticket: OrderTicketRow): LineRow => {
    const line = lines.find((one) => one.position === ticket.line);
    if (line === undefined) throw new Error(`ticket ${ticket.id} has no line`);
    return line;
  };
  await returnPlaces(
    tx,
    taken.map((ticket) => ({
      ticketId: ticket.id,
      sessionId: ticket.sessionId,
      holdId: lineOf(ticket).hold_id,
      places: ticket.places,
    })),
  );
  const refundId = await refund(tx, order, sums.amountCents, decision);
  const cancellationId = uuidv7();
  await insertCancellation(tx, {
    id: cancellationId,
    orderId: order.id,
    decidedBy: decision.by,
    accountId: decision.accountId,
    runId: decision.by === 'organiser' ? decision.runId : null,
    reason: decision.by === 'admin' ? decision.reason : null,
    amountCents: sums.amountCents,
    refundId,
    tickets: taken.map((ticket) => ({
      id: ticket.id,
      line: ticket.line,
      amountCents: lineOf(ticket).unit_price_cents,
    })),
  });
  await recordCancellation(tx, {
    orderId: order.id,
    cancellationId,
    reason: decision.by,
    lines: sums.units,
  });
  await moveAfter(tx, order, sums, to);
  if (decision.by !== 'organiser') await tellAll(tx, order, taken, cancellationId);
  return sums;
}

async function refund(tx: Tx, order: LockedOrder, amountCents: number, decision: Decision): Promise<string | null> {
  if (amountCents === 0) return null;
  const payment = (await paymentsOfOrders(tx, [order.id])).get(order.id);
  if (payment === undefined) throw new Error(`order ${order.id} has no payment`);
  const refundId = await requestRefund(tx, {
    paymentId: payment.id,
    amountCents,
    reason: refundReasons[decision.by],
  });
  if (refundId === null)
    throw new Error(`${amountCents} cents of order ${order.id} cannot go back: more than was paid`);
  return refundId;
}

/** An order of which nothing is left was cancelled by its buyer, or refunded by the shop: whoever took the last ticket. */
async function moveAfter(
  tx: Tx,
  order: LockedOrder,
  { stays }: TakenBack,
  to: 'cancelled' | 'refunded',
): Promise<void> {
  if (stays.tickets === 0) await moveOrder(tx, order.id, to);
  else if (order.status === 'paid') await moveOrder(tx, order.id, 'partially_refunded');
}

async function tellAll(
  tx: Tx,
  order: LockedOrder,
  taken: readonly OrderTicketRow[],
  cancellationId: string,
): Promise<void> {
  for (const accountId of new Set([order.account_id, ...taken.map((ticket) => ticket.accountId)])) {
    const key = `cancellation-mail:${cancellationId}:${accountId}`;
    await enqueue(tx, mailCancellation, { cancellationId, accountId }, { key });
  }
}
