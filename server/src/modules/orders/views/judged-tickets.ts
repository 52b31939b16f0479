import { type CancellationBar, cancellableUntil, whyNotCancellable } from '@og-tickets/contract/rules/cancellation.ts';
import type { Db } from '../../../platform/database/database.ts';
import { readRefundTerms, type RefundTerms } from '../../catalog/index.ts';
import type { OrderTicketRow } from '../../tickets/index.ts';
import type { LineRow } from '../sql/lines.ts';
import { readClock } from '../sql/orders.ts';

/** A ticket and why its buyer cannot cancel it now. */
export interface JudgedTicket {
  ticket: OrderTicketRow;
  /** Until when its buyer may; null: not at all. */
  until: Date | null;
  /** Null: they can. */
  bar: CancellationBar | null;
}

/** An order as far as the right to cancel depends on it. */
export interface BoughtOrder {
  id: string;
  account_id: string;
  created_at: Date;
}

/** Until when the buyer of an order may cancel tickets of a session; null: not at all. */
export function untilOf(terms: ReadonlyMap<number, RefundTerms>, sessionId: number, order: BoughtOrder): Date | null {
  const session = terms.get(sessionId);
  return session === undefined ? null : cancellableUntil(session, order.created_at);
}

/** Judges the tickets of one order by the terms of their sessions. */
export function judgeBy(
  terms: ReadonlyMap<number, RefundTerms>,
  order: BoughtOrder,
  tickets: readonly OrderTicketRow[],
  now: Date,
): JudgedTicket[] {
  return tickets.map((ticket) => {
    const until = untilOf(terms, ticket.sessionId, order);
    const given = ticket.accountId !== order.account_id;
    return { ticket, until, bar: whyNotCancellable({ ...ticket, given, cancellableUntil: until }, now) };
  });
}

/** The tickets of one order, judged by the database's clock at this moment. */
export async function judgeTickets(
  db: Db,
  order: BoughtOrder,
  { lines, tickets }: { lines: readonly LineRow[]; tickets: readonly OrderTicketRow[] },
): Promise<JudgedTicket[]> {
  const terms = await readRefundTerms(
    db,
    lines.map((line) => line.session_id),
  );
  return judgeBy(terms, order, tickets, await readClock(db));
}
