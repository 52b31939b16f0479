import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { TicketCard } from '../../ui/card.tsx';
import { DateTime, formatDate } from '../../ui/format.tsx';
import { SportIcon } from '../../ui/sport-icon.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { useLanguage } from '../../words/language.ts';
import { PdfButton } from './pdf-button.tsx';
import { TicketCode } from './ticket-code.tsx';
import { whyGone } from './ticket-state.ts';
import { TicketBadge } from './ticket-status.tsx';

/** A ticket as a card, white in any theme so that its code can be read. */
export function TicketView({ ticket }: { ticket: Ticket }) {
  const w = useWords(accountWords).ticket;
  const gone = whyGone(ticket);
  return (
    <div className="flex max-w-md flex-col gap-4">
      <TicketCard
        as="article"
        labelledBy="billet-titre"
        stubAt="below"
        className="theme-light"
        stub={
          gone === null ? (
            <TicketCode ticket={ticket} />
          ) : (
            <Banner tone="danger" title={w.states[gone]}>
              {w.gone[gone]}
            </Banner>
          )
        }
      >
        <TicketHead ticket={ticket} struck={gone !== null} />
        <TicketFacts ticket={ticket} />
      </TicketCard>
      {gone === null ? <PdfButton ticket={ticket} /> : null}
    </div>
  );
}

function TicketHead({ ticket, struck }: { ticket: Ticket; struck: boolean }) {
  const w = useWords(accountWords).ticket;
  const language = useLanguage();
  const { summary } = ticket;
  return (
    <header className="flex flex-col items-start gap-1">
      <p className="flex items-center gap-2 font-semibold text-cobalt">
        <SportIcon sport={summary.sport} />
        {summary.sportName}
      </p>
      <h2 id="billet-titre" className={`heading text-24 ${struck ? 'line-through' : ''}`}>
        {summary.title}
      </h2>
      <p className="font-semibold">
        <DateTime at={summary.startsAt} timeZone={summary.timezone} />
      </p>
      <p>
        {summary.venue.name}, {summary.venue.city}
      </p>
      <p className="text-16 text-muted">{w.doors(formatDate(ticket.doorsAt, summary.timezone, 'time', language))}</p>
      <div className="mt-2">
        <span className="sr-only">{w.state} </span>
        <TicketBadge ticket={ticket} />
      </div>
    </header>
  );
}

function TicketFacts({ ticket }: { ticket: Ticket }) {
  const w = useWords(accountWords).ticket;
  const number = <span className="code text-14 break-all">{ticket.id}</span>;
  // Whoever was given a ticket reads the number of its order, as gates and the law ask; the order is the buyer's.
  const order = ticket.received ? (
    <span className="code">{ticket.orderCode}</span>
  ) : (
    <Link to="/confirmation/$orderCode" params={{ orderCode: ticket.orderCode }} className="link code">
      {ticket.orderCode}
    </Link>
  );
  const facts: [label: string, value: ReactNode, wide?: boolean][] = [
    [w.offer, ticket.offerName],
    [w.places, ticket.places],
    [w.category, ticket.category],
    [w.order, order],
    [w.holder, ticket.holders.filter(Boolean).join(', '), true],
    [w.number, number, true],
  ];
  return (
    <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-2">
      {facts.map(([label, value, wide]) => (
        <div key={label} className={wide ? 'col-span-2' : undefined}>
          <dt className="text-14 text-muted">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
