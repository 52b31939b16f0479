import { limits } from '@og-tickets/contract/limits.ts';
import type { TicketStatus } from '@og-tickets/contract/tickets.ts';

/** From when on a ticket stays with its account: by then it must be known who comes. */
export function transferClosesAt(doorsAt: Date): Date {
  return new Date(doorsAt.getTime() - limits.transferClosesBeforeDoorsMinutes * 60_000);
}

/** Until when an offer made now can be accepted; null when it is too late for one. */
export function offerEndsAt({ doorsAt, now }: { doorsAt: Date; now: Date }): Date | null {
  const closesAt = transferClosesAt(doorsAt);
  if (closesAt <= now) return null;
  return new Date(Math.min(closesAt.getTime(), now.getTime() + limits.transferOfferHours * 3_600_000));
}

/** Tells whether a ticket can change hands: nobody has entered with it, and somebody still can. */
export function isTransferable(ticket: { status: TicketStatus; entries: number }): boolean {
  return ticket.status === 'valid' && ticket.entries === 0;
}
