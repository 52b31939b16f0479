import type { Ticket } from '@og-tickets/contract/tickets.ts';

/** How the codes of several tickets may be shown at a gate: by phone only, also on paper, or on paper for some of them. */
export type CodeForm = 'phone' | 'both' | 'some';

/** Paper is named only where each of the tickets, or at least one, may be printed; never while none is known. */
export function codeForm(tickets: readonly Pick<Ticket, 'paperAllowed'>[]): CodeForm {
  const printable = tickets.filter(({ paperAllowed }) => paperAllowed).length;
  if (printable === 0) return 'phone';
  return printable === tickets.length ? 'both' : 'some';
}
