import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import { SessionChangeBanner } from '../../shell/session-change.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { useWords } from '../../words/book.ts';
import { saleTermsWords } from '../../words/sale-terms.ts';

/** What of a ticket says whether the change of its session concerns it. */
type ChangedTicket = Pick<Ticket, 'change' | 'issuedAt' | 'status' | 'received' | 'summary' | 'orderCode'>;

/** The session of a ticket was cancelled or moved since: what that means for its holder. Nothing where it was not. */
export function TicketChange({ ticket }: { ticket: ChangedTicket }) {
  const w = useWords(saleTermsWords).change;
  const { change, received, orderCode } = ticket;
  // A ticket that this device kept since an earlier version says nothing of it.
  if (!change || Date.parse(change.at) < Date.parse(ticket.issuedAt)) return null;
  if (change.kind === 'moved' && isTakenBack(ticket.status)) return null;
  return (
    <SessionChangeBanner
      change={change}
      session={ticket.summary}
      reader={received ? 'receiver' : 'buyer'}
      actions={
        <ButtonLink to="/commandes/$orderCode/annulation" params={{ orderCode }} variant="secondary">
          {w.ask}
        </ButtonLink>
      }
    />
  );
}
