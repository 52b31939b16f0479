import type { TicketStatus } from '@og-tickets/contract/tickets.ts';

/** A used ticket still has its code: at the gate it says when and where it was used. */
const withCode: ReadonlySet<TicketStatus> = new Set(['valid', 'used']);

/** Tells whether a ticket of this state has a code at all; one that lets nobody in any more has none. */
export function hasCode(status: TicketStatus): boolean {
  return withCode.has(status);
}

/** Tells whether the codes of a session are given out by now; null: from the start. */
export function codesReleased(releasedAt: Date | null, nowMs: number): boolean {
  return releasedAt === null || releasedAt.getTime() <= nowMs;
}
