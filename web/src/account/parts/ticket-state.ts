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

/** A ticket's state in words: "Valable", "Déjà scanné à 19 h 42, porte B", "1 entrée sur 4 déjà passée". */
export function ticketState(ticket: Ticket, w: AccountWords['ticket'], language: Language): string {
  const { status, entries, places, usedAt, usedGate } = ticket;
  if (status === 'valid' && entries > 0) {
    return entries === 1 ? w.entered(entries, places) : w.enteredMany(entries, places);
  }
  if (status !== 'used' || usedAt === null) return w.states[status];
  const { timezone, startsAt } = ticket.summary;
  const at = (instant: string, show: 'day' | 'time' | 'short') => formatDate(instant, timezone, show, language);
  const onTheDay = at(usedAt, 'day') === at(startsAt, 'day');
  const scanned = onTheDay ? w.usedAt(at(usedAt, 'time')) : w.usedOn(at(usedAt, 'short'));
  // What this device kept since an earlier version says nothing of the gate.
  return usedGate ? `${scanned}, ${w.atGate(usedGate)}` : scanned;
}

/** The gates by which a ticket lets in, "Portes A, B"; empty where the session has named none. */
export function gatesText(ticket: Pick<Ticket, 'gates'> | undefined, w: AccountWords['ticket']): string {
  const gates = gatesOf(ticket);
  return gates.length === 0 ? '' : `${w.gateLabel(gates.length)} ${gates.join(', ')}`;
}

/** The gates of a ticket; none also where this device has kept it since a version that did not know them. */
export function gatesOf(ticket: Pick<Ticket, 'gates'> | undefined): readonly string[] {
  return ticket && Array.isArray(ticket.gates) ? ticket.gates : [];
}
