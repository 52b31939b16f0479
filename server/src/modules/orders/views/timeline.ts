import { money } from '@og-tickets/contract/money.ts';
import type { TimelineEntry, TimelineKind } from '@og-tickets/contract/orders.ts';
import type { RefundRow } from '../../payments/index.ts';
import type { OrderTicketRow } from '../../tickets/index.ts';
import type { CancellationRow } from '../sql/cancellations.ts';
import type { OrderRow } from '../sql/orders.ts';

/** Rows that tell what happened to an order. */
export interface OrderHistory {
  order: OrderRow;
  tickets: readonly OrderTicketRow[];
  cancellations: readonly CancellationRow[];
  refunds: readonly RefundRow[];
}

/** How what happens at the same moment follows on each other. */
const sequence: readonly TimelineKind[] = [
  'placed',
  'expired',
  'paid',
  'tickets_issued',
  'mail_sent',
  'scanned',
  'tickets_cancelled',
  'cancelled',
  'refund_requested',
  'refund_failed',
  'refunded',
];

/** What happened to an order as its buyer reads it, the oldest first. Scans of tickets given away are not the buyer's. */
export function timelineOf({ order, tickets, cancellations, refunds }: OrderHistory): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const add = (kind: TimelineKind, at: Date | null, more: Partial<TimelineEntry> = {}): void => {
    if (at !== null) entries.push({ at: at.toISOString(), kind, amount: null, tickets: null, by: null, ...more });
  };
  const total = money(order.total_cents);
  add('placed', order.created_at, { amount: total });
  add('expired', order.expired_at);
  add('paid', order.paid_at, { amount: total });
  add('tickets_issued', tickets[0]?.issuedAt ?? null, { tickets: tickets.length });
  add('mail_sent', order.mailed_at);
  // A paid order of which all was cancelled says so ticket by ticket.
  if (order.paid_at === null) add('cancelled', order.cancelled_at);
  for (const ticket of tickets) {
    if (ticket.accountId === order.account_id) add('scanned', ticket.firstEntryAt, { tickets: 1 });
  }
  for (const { createdAt, decidedBy: by, amountCents, tickets: count } of cancellations) {
    add('tickets_cancelled', createdAt, { by, amount: money(amountCents), tickets: count });
  }
  for (const refund of refunds) {
    const amount = money(refund.amount_cents);
    add('refund_requested', refund.created_at, { amount });
    add('refund_failed', refund.failed_at, { amount });
    add('refunded', refund.succeeded_at, { amount });
  }
  return entries.toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || sequence.indexOf(a.kind) - sequence.indexOf(b.kind),
  );
}
