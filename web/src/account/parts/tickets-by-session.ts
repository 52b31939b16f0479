import type { Ticket } from '@og-tickets/contract/tickets.ts';

/** The tickets of one session. */
export interface SessionTickets {
  session: string;
  summary: Ticket['summary'];
  doorsAt: string;
  tickets: Ticket[];
}

/** No session lasts longer than a day of sport; tickets do not say when theirs ends. */
const LONGEST_SESSION_MS = 12 * 3_600_000;

/** Groups tickets by session: those to come with the next one first, those past with the latest first. */
export function ticketsBySession(tickets: readonly Ticket[], nowMs: number) {
  const sessions = new Map<string, SessionTickets>();
  for (const ticket of tickets) {
    const { session, summary, doorsAt } = ticket;
    const known = sessions.get(session);
    if (known) known.tickets.push(ticket);
    else sessions.set(session, { session, summary, doorsAt, tickets: [ticket] });
  }
  const inOrder = [...sessions.values()].toSorted((a, b) => startMs(a) - startMs(b));
  const isPast = (one: SessionTickets) => startMs(one) + LONGEST_SESSION_MS < nowMs;
  return { next: inOrder.filter((one) => !isPast(one)), past: inOrder.filter(isPast).toReversed() };
}

function startMs({ summary }: SessionTickets): number {
  return Date.parse(summary.startsAt);
}
