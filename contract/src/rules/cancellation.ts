import type { TicketStatus } from '../tickets.ts';
import { includedVatCents } from './pricing.ts';

/**
 * Why a buyer cannot cancel a ticket: `ended` it was cancelled or refunded before; `used` somebody has entered with it;
 * `blocked` by the organiser; `given` another account accepted it; `offered` a transfer of it is open; `firm` its session
 * cannot be cancelled by buyers; `too_late` the time to do so is over.
 */
export const cancellationBars = ['ended', 'used', 'blocked', 'given', 'offered', 'firm', 'too_late'] as const;
export type CancellationBar = (typeof cancellationBars)[number];

/** What decides whether a ticket can be cancelled. */
export interface CancellableTicket {
  status: TicketStatus;
  /** Places that have entered. */
  entries: number;
  given: boolean;
  offered: boolean;
  /** Until when its buyer may cancel it; null: not at all. */
  cancellableUntil: Date | null;
}

/** Was the ticket taken back, so that it lets nobody in and its price is not owed any more? */
export function isTakenBack(status: TicketStatus): boolean {
  return status === 'cancelled' || status === 'refunded';
}

/** The reason why its buyer cannot cancel a ticket now; null when they can. */
export function whyNotCancellable(ticket: CancellableTicket, now: Date): CancellationBar | null {
  if (isTakenBack(ticket.status) || ticket.status === 'transferred') return 'ended';
  if (ticket.given) return 'given';
  if (ticket.status === 'used' || ticket.entries > 0) return 'used';
  if (ticket.status === 'blocked') return 'blocked';
  if (ticket.cancellableUntil === null) return 'firm';
  if (ticket.cancellableUntil <= now) return 'too_late';
  return ticket.offered ? 'offered' : null;
}

/** A session that was moved to another date after it had been sold. */
export interface MovedSession {
  movedAt: Date;
  /** Whoever had ordered before may have the price back until then. */
  refundUntil: Date;
}

/**
 * Until when a buyer who ordered at `orderedAt` may cancel tickets of a session: the session's own deadline, or a later one
 * for whoever had ordered before it was moved to another date. Null: not at all.
 */
export function cancellableUntil(
  session: { deadline: Date | null; moves: readonly MovedSession[] },
  orderedAt: Date,
): Date | null {
  const ends = session.moves
    .filter(({ movedAt }) => movedAt >= orderedAt)
    .map(({ refundUntil }) => refundUntil.getTime());
  if (session.deadline !== null) ends.push(session.deadline.getTime());
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}

/**
 * VAT that goes back with `units` of a line of which `before` units are left, in cents: the VAT of what was left less the
 * VAT of what stays, so that all parts together are the VAT of the whole line to the cent.
 */
export function vatOfUnits(
  line: { unitPriceCents: number; vatBasisPoints: number },
  units: { before: number; back: number },
): number {
  const vat = (count: number): number => includedVatCents(line.unitPriceCents * count, line.vatBasisPoints);
  return vat(units.before) - vat(units.before - units.back);
}
