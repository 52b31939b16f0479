import type { Ticket, TicketStatus } from '@og-tickets/contract/tickets.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { useLanguage } from '../../words/language.ts';
import { ticketState } from './ticket-state.ts';

/** How each state of a ticket looks. */
export const TICKET_LOOKS: Record<TicketStatus, { tone: Tone; icon: IconName }> = {
  valid: { tone: 'ok', icon: 'check' },
  used: { tone: 'info', icon: 'scan' },
  cancelled: { tone: 'neutral', icon: 'ban' },
  refunded: { tone: 'neutral', icon: 'ban' },
  blocked: { tone: 'danger', icon: 'alert' },
  transferred: { tone: 'neutral', icon: 'arrowRight' },
};

/** The state of a ticket: colour, icon and words. */
export function TicketBadge({ ticket }: { ticket: Ticket }) {
  const w = useWords(accountWords).ticket;
  const language = useLanguage();
  const { tone, icon } = TICKET_LOOKS[ticket.status];
  return (
    <Badge tone={tone} icon={icon} long>
      {ticketState(ticket, w, language)}
    </Badge>
  );
}
