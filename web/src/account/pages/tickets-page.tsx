import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { useQuery } from '@tanstack/react-query';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { commonWords } from '../../words/common.ts';
import { Freshness } from '../parts/freshness.tsx';
import { GivenTickets } from '../parts/given-tickets.tsx';
import { RenewCodes } from '../parts/renew-codes.tsx';
import { SessionTicketList } from '../parts/session-tickets.tsx';
import { ticketsQuery } from '../parts/ticket-queries.ts';
import { useServerMinuteMs } from '../../api/server-clock.ts';
import { ticketsBySession } from '../parts/tickets-by-session.ts';

/** The holder's tickets: the next session first, past ones folded. */
export function TicketsPage() {
  const w = useWords(accountWords).tickets;
  const { actions } = useWords(commonWords);
  const tickets = useQuery(ticketsQuery());
  return (
    <>
      <PageHeading title={w.title} />
      {tickets.data?.items.length === 0 ? (
        <EmptyState title={w.emptyTitle} actions={<ButtonLink to="/epreuves">{actions.seeSessions}</ButtonLink>}>
          {w.emptyText}
        </EmptyState>
      ) : tickets.data ? (
        <>
          <Tickets tickets={tickets.data.items} />
          <Freshness atMs={tickets.dataUpdatedAt} failed={tickets.isError} />
        </>
      ) : tickets.error ? (
        <FailedQuery error={tickets.error} onRetry={() => void tickets.refetch()} />
      ) : (
        <Skeleton>
          <SkeletonBlock className="mb-4 h-16 w-3/5" />
          <SkeletonBlock className="h-28 w-full rounded-card" />
        </Skeleton>
      )}
      <GivenTickets />
      {tickets.data && tickets.data.items.length > 0 ? <RenewCodes /> : null}
    </>
  );
}

function Tickets({ tickets }: { tickets: readonly Ticket[] }) {
  const w = useWords(accountWords).tickets;
  const nowMs = useServerMinuteMs();
  const { next, past } = ticketsBySession(tickets, nowMs);
  const pastTickets = past.reduce((sum, group) => sum + group.tickets.length, 0);
  return (
    <div className="flex max-w-4xl flex-col gap-10">
      {next.length === 0 ? <p>{w.noneNext}</p> : null}
      {next.map((group) => (
        <SessionTicketList key={group.session} group={group} level={2} nowMs={nowMs} offers="refund" />
      ))}
      {past.length > 0 ? (
        <details className="group">
          <summary className="flex min-h-12 list-none items-center gap-2 rounded-field font-semibold [&::-webkit-details-marker]:hidden">
            <Icon name="chevronRight" size={20} className="transition-transform group-open:rotate-90" />
            {w.past(pastTickets)}
          </summary>
          <div className="mt-4 flex flex-col gap-10">
            {past.map((group) => (
              <SessionTicketList key={group.session} group={group} level={2} nowMs={nowMs} offers="refund" />
            ))}
          </div>
        </details>
      ) : null}
    </div>
  );
}
