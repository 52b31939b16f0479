import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { transferWords } from '../../words/transfer.ts';
import { Freshness } from '../parts/freshness.tsx';
import { isMissing } from '../parts/is-missing.ts';
import { ticketQuery } from '../parts/ticket-queries.ts';
import { TicketPager } from '../parts/ticket-pager.tsx';
import { TicketView } from '../parts/ticket-view.tsx';
import { TransferPanel } from '../parts/transfer-panel.tsx';

/** One ticket with its code. Once shown it stays, also when the connection goes: only its state may be old. */
export function TicketPage() {
  const w = useWords(accountWords).ticket;
  const { ticketId } = useParams({ from: '/shop/billets/$ticketId' });
  const ticket = useQuery(ticketQuery(ticketId));
  if (isMissing(ticket.error)) return ticket.data ? <TicketLeft /> : <NotFoundPage />;
  return (
    <>
      <Link to="/billets" className="link mb-2 inline-flex min-h-11 items-center">
        {w.back}
      </Link>
      <PageHeading title={ticket.data ? w.titleOf(ticket.data.summary.title) : w.title} hidden />
      {ticket.data ? (
        <>
          <TicketPager ticket={ticket.data}>
            <TicketView ticket={ticket.data} />
          </TicketPager>
          <Freshness atMs={ticket.dataUpdatedAt} failed={ticket.isError} />
          <TransferPanel ticket={ticket.data} />
        </>
      ) : ticket.error ? (
        <FailedQuery
          error={ticket.error}
          onRetry={() => void ticket.refetch()}
          actions={
            <ButtonLink to="/billets" variant="secondary">
              {w.back}
            </ButtonLink>
          }
        />
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-160 w-full max-w-md rounded-card" />
        </Skeleton>
      )}
    </>
  );
}

/** A ticket that was shown here and now has another owner. */
function TicketLeft() {
  const { left } = useWords(transferWords);
  const { back } = useWords(accountWords).ticket;
  return (
    <>
      <PageHeading title={left.title} lead={left.text} />
      <ButtonLink to="/billets" variant="secondary">
        {back}
      </ButtonLink>
    </>
  );
}
