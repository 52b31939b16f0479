import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';

/** The tickets that an admin's refund takes back: those wished for if all of them are live, without a wish all live ones. */
export function chooseRefundable(
  tickets: readonly { id: string; status: TicketStatus }[],
  wished: readonly string[] | undefined,
): Set<string> | Refusal {
  const live = tickets.filter((ticket) => !isTakenBack(ticket.status));
  const chosen = new Set(wished?.map((id) => id.toLowerCase()) ?? live.map((ticket) => ticket.id));
  const known = new Set(tickets.map((ticket) => ticket.id));
  if ([...chosen].some((id) => !known.has(id))) return refuse('not_found');
  const found = live.filter((ticket) => chosen.has(ticket.id));
  return found.length < chosen.size || chosen.size === 0 ? refuse('ticket_not_cancellable') : chosen;
}
