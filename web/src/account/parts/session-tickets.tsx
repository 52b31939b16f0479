import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { DateTime, formatDate, OwnTime } from '../../ui/format.tsx';
import { SportIcon } from '../../ui/sport-icon.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { useLanguage } from '../../words/language.ts';
import type { SessionTickets } from './tickets-by-session.ts';
import { TicketChange } from './ticket-change.tsx';
import { TicketRow } from './ticket-row.tsx';

/** The tickets of one session under its name, day and venue. `level` is that of the heading. */
export function SessionTicketList({ group, level }: { group: SessionTickets; level: 2 | 3 }) {
  const w = useWords(accountWords);
  const { summary } = group;
  // One word for all tickets of the session: rather the buyer's, who has the choice.
  const changed = group.tickets.find(({ received }) => !received) ?? group.tickets[0];
  const headingId = `epreuve-${group.session}`;
  const Heading = `h${level}` as const;
  return (
    <section aria-labelledby={headingId}>
      <div className="mb-3 flex items-start gap-3">
        <SportIcon sport={summary.sport} size={28} className="mt-0.5 text-cobalt" />
        <div className="min-w-0">
          <Heading id={headingId} className="heading text-20">
            {sessionName(summary)}
          </Heading>
          <p>
            <DateTime at={summary.startsAt} timeZone={summary.timezone} />{' '}
            <OwnTime at={summary.startsAt} timeZone={summary.timezone} />
          </p>
          <p className="text-16 text-muted">
            {summary.venue.name}, {summary.venue.city} · <Doors group={group} />
          </p>
        </div>
      </div>
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
    </section>
  );
}

function Doors({ group }: { group: SessionTickets }) {
  const w = useWords(accountWords).ticket;
  const language = useLanguage();
  return w.doors(formatDate(group.doorsAt, group.summary.timezone, 'time', language));
}
