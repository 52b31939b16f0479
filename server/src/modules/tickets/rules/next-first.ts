import type { Ticket } from '@og-tickets/contract/tickets.ts';

interface Scheduled {
  ticket: Pick<Ticket, 'summary'>;
  /** ISO 8601. */
  endsAt: string;
}

/** Sorts tickets as their holder needs them: the next session first, after all to come those past, latest first. */
export function nextFirst<T extends Scheduled>(tickets: readonly T[], nowMs: number): T[] {
  const startMs = ({ ticket }: T): number => Date.parse(ticket.summary.startsAt);
  const isPast = ({ endsAt }: T): boolean => Date.parse(endsAt) < nowMs;
  return [
    ...tickets.filter((item) => !isPast(item)).toSorted((a, b) => startMs(a) - startMs(b)),
    ...tickets.filter(isPast).toSorted((a, b) => startMs(b) - startMs(a)),
  ];
}
