import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { whyNotCancellable } from '@og-tickets/contract/rules/cancellation.ts';

/** What of a ticket says whether its owner can still have its price back. */
type Bought = Pick<Ticket, 'status' | 'entries' | 'received' | 'transfer' | 'cancellableUntil'>;

/**
 * Whether the buyer of a ticket can give it back at a moment of the server's clock, as the server judges it. One whose transfer is
 * open can, once that is taken back: the page of the cancellation says so.
 */
export function isRefundable(ticket: Bought, nowMs: number): boolean {
  const { status, entries, received, cancellableUntil } = ticket;
  // What this device kept since an earlier version says nothing of it.
  const until = cancellableUntil ? new Date(cancellableUntil) : null;
  const judged = { status, entries, given: received, offered: ticket.transfer !== null, cancellableUntil: until };
  const bar = whyNotCancellable(judged, new Date(nowMs));
  return bar === null || bar === 'offered';
}
