import type { Ticket, TicketStatus } from '@og-tickets/contract/tickets.ts';
import { formatDate } from '../../ui/format.tsx';
import type { AccountWords } from '../../words/fr/account.ts';
import type { Language } from '../../words/language.ts';

/**
 * Why a ticket no longer lets anybody in; null while its code is worth showing. One that has been scanned is: its holder
 * may have to prove it.
 */
export function whyGone({ status }: Ticket): Exclude<TicketStatus, 'valid' | 'used'> | null {
  return status === 'valid' || status === 'used' ? null : status;
}

/** A ticket's state in words: "Valable", "Déjà scanné à 19 h 42", "1 entrée sur 4 déjà passée". */
export function ticketState(ticket: Ticket, w: AccountWords['ticket'], language: Language): string {
  const { status, entries, places, usedAt } = ticket;
  if (status === 'valid' && entries > 0) {
    return entries === 1 ? w.entered(entries, places) : w.enteredMany(entries, places);
  }
  if (status !== 'used' || usedAt === null) return w.states[status];
  const { timezone, startsAt } = ticket.summary;
  const at = (instant: string, show: 'day' | 'time' | 'short') => formatDate(instant, timezone, show, language);
  const onTheDay = at(usedAt, 'day') === at(startsAt, 'day');
  return onTheDay ? w.usedAt(at(usedAt, 'time')) : w.usedOn(at(usedAt, 'short'));
}
