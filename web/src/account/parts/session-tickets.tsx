import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { Badge } from '../../ui/badge.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DateTime, formatDate, OwnTime } from '../../ui/format.tsx';
import { SportIcon } from '../../ui/sport-icon.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { useLanguage } from '../../words/language.ts';
import { saleTermsWords } from '../../words/sale-terms.ts';
import { CalendarButton } from './calendar-button.tsx';
import { timeUntil } from './days-until.ts';
import { isRefundable } from './refundable.ts';
import type { SessionTickets } from './tickets-by-session.ts';
import { TicketChange } from './ticket-change.tsx';
import { gatesText, whyGone } from './ticket-state.ts';
import { TicketRow } from './ticket-row.tsx';

interface SessionTicketListProps {
  group: SessionTickets;
  /** Of the heading. */
  level: 2 | 3;
  /** The server's time, in ms since 1970. */
  nowMs: number;
  /** What is offered for all of them: the session as one calendar entry, or giving back what still can be. */
  offers: 'calendar' | 'refund';
}

/** The tickets of one session under its name, day, venue and gates, with what can be done with all of them. */
export function SessionTicketList({ group, level, nowMs, offers }: SessionTicketListProps) {
  const w = useWords(accountWords);
  // One word for all tickets of the session: rather the buyer's, who has the choice.
  const changed = group.tickets.find(({ received }) => !received) ?? group.tickets[0];
  const headingId = `epreuve-${group.session}`;
  return (
    <section aria-labelledby={headingId}>
      <SessionHead group={group} level={level} headingId={headingId} nowMs={nowMs} />
      {changed ? (
        <div className="mb-3">
          <TicketChange ticket={changed} />
        </div>
      ) : null}
      <ul className="flex flex-col gap-3" aria-label={w.tickets.title}>
        {group.tickets.map((ticket) => (
          <TicketRow key={ticket.id} ticket={ticket} titleLevel={level === 2 ? 3 : 4} />
        ))}
      </ul>
      {offers === 'calendar' ? <SessionEntry group={group} /> : <GiveBack group={group} nowMs={nowMs} />}
    </section>
  );
}

type SessionHeadProps = Pick<SessionTicketListProps, 'group' | 'level' | 'nowMs'> & { headingId: string };

function SessionHead({ group, level, headingId, nowMs }: SessionHeadProps) {
  const w = useWords(accountWords);
  const language = useLanguage();
  const { summary } = group;
  const letsIn = group.tickets.some((ticket) => whyGone(ticket) === null);
  const until = letsIn ? timeUntil(summary, nowMs, w.tickets, language) : undefined;
  const doors = w.ticket.doors(formatDate(group.doorsAt, summary.timezone, 'time', language));
  const gates = gatesText(group.tickets[0], w.ticket);
  const Heading = `h${level}` as const;
  return (
    <div className="mb-3 flex items-start gap-3">
      <SportIcon sport={summary.sport} size={28} className="mt-0.5 text-cobalt" />
      <div className="min-w-0">
        <Heading id={headingId} className="heading text-20">
          {sessionName(summary)}
        </Heading>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>
            <DateTime at={summary.startsAt} timeZone={summary.timezone} />{' '}
            <OwnTime at={summary.startsAt} timeZone={summary.timezone} />
          </span>
          {until === undefined ? null : (
            <Badge tone="info" icon="clock">
              {until}
            </Badge>
          )}
        </p>
        <p className="text-16 text-muted">
          {[`${summary.venue.name}, ${summary.venue.city}`, doors, gates].filter(Boolean).join(' · ')}
        </p>
      </div>
    </div>
  );
}

/** The session as a calendar entry: one, however many tickets there are. Nothing where none of them lets in. */
function SessionEntry({ group }: { group: SessionTickets }) {
  const dated = group.tickets.find((ticket) => whyGone(ticket) === null);
  return dated ? (
    <div className="mt-3 flex">
      <CalendarButton ticket={dated} />
    </div>
  ) : null;
}

/** Giving tickets back, for each order of which one still can be. Nothing where there is none. */
function GiveBack({ group, nowMs }: { group: SessionTickets; nowMs: number }) {
  const { change, rule } = useWords(saleTermsWords);
  const language = useLanguage();
  const { summary, tickets } = group;
  const refundable = tickets.filter((ticket) => isRefundable(ticket, nowMs));
  if (refundable.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-col gap-2">
      {[...new Map(refundable.map((ticket) => [ticket.orderCode, ticket])).values()].map((ticket) => (
        <li key={ticket.orderCode} className="flex flex-wrap items-center gap-x-3">
          <ButtonLink
            to="/commandes/$orderCode/annulation"
            params={{ orderCode: ticket.orderCode }}
            variant="secondary"
          >
            {change.ask}
            <span className="sr-only">
              , {sessionName(summary)}, {ticket.orderCode}
            </span>
          </ButtonLink>
          {ticket.cancellableUntil === null ? null : (
            <span className="text-16 text-muted">
              {rule.until(formatDate(ticket.cancellableUntil, summary.timezone, 'short', language))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
