import { limits } from '@og-tickets/contract/limits.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';

type Dated = Pick<Ticket, 'status' | 'entries' | 'doorsAt'>;

/** Whether the names of a ticket can still change: nobody has entered and the doors are closed. */
export function canNameHolders({ status, entries, doorsAt }: Dated, nowMs: number): boolean {
  return status === 'valid' && entries === 0 && nowMs < Date.parse(doorsAt);
}

/** Whether a ticket can still be given away. */
export function canTransfer(ticket: Dated, nowMs: number): boolean {
  return canNameHolders(ticket, nowMs + limits.transferClosesBeforeDoorsMinutes * 60_000);
}
