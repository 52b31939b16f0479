import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { TicketCard } from '../../ui/card.tsx';
import { DateTime, formatDate, OwnTime } from '../../ui/format.tsx';
import { SportIcon } from '../../ui/sport-icon.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { useLanguage } from '../../words/language.ts';
import { CalendarButton } from './calendar-button.tsx';
import { PdfButton } from './pdf-button.tsx';
import { TicketCode } from './ticket-code.tsx';
import { TicketChange } from './ticket-change.tsx';
import { gatesOf, whyGone } from './ticket-state.ts';
import { TicketBadge } from './ticket-status.tsx';

/** A ticket as a card, white in any theme so that its code can be read. */
export function TicketView({ ticket }: { ticket: Ticket }) {
  const w = useWords(accountWords).ticket;
  const gone = whyGone(ticket);
  return (
    <div className="flex max-w-md flex-col gap-4">
      <TicketChange ticket={ticket} />
      <TicketCard
        as="article"
        labelledBy="billet-titre"
        stubAt="below"
        className="theme-light"
        stub={<TicketFacts ticket={ticket} />}
      >
        <TicketHead ticket={ticket} struck={gone !== null} />
        <div className="mt-4">
          {gone === null ? (
            <TicketCode ticket={ticket} />
          ) : (
            <Banner tone="danger" title={w.states[gone]}>
              {w.gone[gone]}
            </Banner>
          )}
        </div>
      </TicketCard>
      {gone === null ? (
        <div className="flex flex-wrap gap-3">
          <PdfButton ticket={ticket} />
          <PdfButton ticket={ticket} format="phone" />
          <CalendarButton ticket={ticket} />
        </div>
      ) : null}
    </div>
  );
}

/** What tells one ticket from the other, short: on a phone the code must stand on the first screen. */
function TicketHead({ ticket, struck }: { ticket: Ticket; struck: boolean }) {
  const w = useWords(accountWords).ticket;
  const { summary } = ticket;
  return (
    <header className="flex flex-col items-start gap-1">
      <p className="flex items-center gap-2 font-semibold text-cobalt">
        <SportIcon sport={summary.sport} />
        {summary.sportName}
      </p>
      <h2 id="billet-titre" className={`heading text-20 ${struck ? 'line-through' : ''}`}>
        {summary.title}
      </h2>
      <p className="font-semibold">
        <DateTime at={summary.startsAt} timeZone={summary.timezone} />{' '}
        <OwnTime at={summary.startsAt} timeZone={summary.timezone} />
      </p>
      <div className="mt-1">
        <span className="sr-only">{w.state} </span>
        <TicketBadge ticket={ticket} />
      </div>
    </header>
  );
}

function TicketFacts({ ticket }: { ticket: Ticket }) {
  const w = useWords(accountWords).ticket;
  const language = useLanguage();
  const { summary } = ticket;
  const gates = gatesOf(ticket);
  const number = <span className="code text-14 break-all">{ticket.id}</span>;
  // Whoever was given a ticket reads the number of its order, as gates and the law ask; the order is the buyer's.
  const order = ticket.received ? (
    <span className="code">{ticket.orderCode}</span>
  ) : (
    <Link to="/commandes/$orderCode" params={{ orderCode: ticket.orderCode }} className="link code">
      {ticket.orderCode}
    </Link>
  );
  const facts: (readonly [label: string, value: ReactNode, wide?: boolean])[] = [
    [w.venue, `${summary.venue.name}, ${summary.venue.city}`, true],
    [w.doorsLabel, formatDate(ticket.doorsAt, summary.timezone, 'time', language), gates.length === 0],
    ...(gates.length === 0 ? [] : [[w.gateLabel(gates.length), gates.join(', ')] as const]),
    [w.offer, ticket.offerName],
    [w.places, ticket.places],
    [w.category, ticket.category],
    [w.order, order],
    [w.holder, ticket.holders.filter(Boolean).join(', '), true],
    [w.number, number, true],
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
      {facts.map(([label, value, wide]) => (
        <div key={label} className={wide ? 'col-span-2' : undefined}>
          <dt className="text-14 text-muted">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
