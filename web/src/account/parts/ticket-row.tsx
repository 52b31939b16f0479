import { isTakenBack } from '@og-tickets/contract/rules/cancellation.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { transferWords } from '../../words/transfer.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PdfButton } from './pdf-button.tsx';
import { shortNumber } from './ticket-number.ts';
import { whyGone } from './ticket-state.ts';
import { TicketBadge } from './ticket-status.tsx';

/** One ticket in a list: offer, category, places, number, whose it is, state, and the ways to its code. */
export function TicketRow({ ticket, titleLevel }: { ticket: Ticket; titleLevel: 3 | 4 }) {
  const w = useWords(accountWords);
  const { pending } = useWords(transferWords);
  const gone = whyGone(ticket);
  const struck = isTakenBack(ticket.status);
  const titleId = `billet-${ticket.id}`;
  const Title = `h${titleLevel}` as const;
  return (
    <li>
      <article
        aria-labelledby={titleId}
        className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-card border border-line bg-paper p-4"
      >
        <div className="flex min-w-0 flex-col items-start gap-1.5">
          <Title id={titleId} className={`font-semibold ${struck ? 'text-muted line-through' : ''}`}>
            {ticket.offerName}, {w.tickets.category(ticket.category)}
          </Title>
          <p className="text-16 text-muted">
            {w.tickets.places(ticket.places)} · {w.ticket.number} <span className="code">{shortNumber(ticket.id)}</span>
          </p>
          <p className="max-w-full wrap-anywhere">{ticket.holders.filter(Boolean).join(', ')}</p>
          <TicketBadge ticket={ticket} />
          {gone === null ? null : <p className="text-16">{w.ticket.gone[gone]}</p>}
          {ticket.transfer ? (
            <Badge tone="info" icon="arrowRight">
              {pending.badge}
            </Badge>
          ) : null}
        </div>
        <div className="-mx-2 flex flex-wrap items-center gap-x-2">
          <Link
            to="/billets/$ticketId"
            params={{ ticketId: ticket.id }}
            aria-label={w.tickets.openOf(ticket.offerName, ticket.summary.title)}
            className="link inline-flex min-h-12 items-center gap-1.5 px-2 font-semibold"
          >
            <Icon name="ticket" size={20} />
            {w.tickets.open}
          </Link>
          {gone === null ? <PdfButton ticket={ticket} variant="quiet" /> : null}
        </div>
      </article>
    </li>
  );
}
