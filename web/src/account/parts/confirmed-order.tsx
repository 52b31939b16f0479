import type { Order } from '@og-tickets/contract/orders.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLogin } from '../../api/login.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Card } from '../../ui/card.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { accountWords } from '../../words/account.ts';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { CopyCode } from './copy-code.tsx';
import { InstallHint } from './install-hint.tsx';
import { NextSteps } from './next-steps.tsx';
import { OrderDocuments } from './order-documents.tsx';
import { OrderPdf } from './order-pdf.tsx';
import { OrderRecap } from './order-recap.tsx';
import { SessionTicketList } from './session-tickets.tsx';
import { ticketsQuery } from './ticket-queries.ts';
import { useServerMinuteMs } from '../../api/server-clock.ts';
import { ticketsBySession } from './tickets-by-session.ts';

/** A paid order: its number, its tickets, what to do on the day. */
export function ConfirmedOrder({ order }: { order: Order }) {
  const w = useWords(buyingWords);
  const tickets = useQuery(ticketsQuery(order.code));
  // Also when the page was waiting for the tickets: the heading has just changed to the good news.
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={w.confirmation.title} lead={w.confirmation.lead} />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_24rem] *:min-w-0">
        <div className="flex flex-col gap-8">
          <Card className="flex flex-col gap-4 p-5 sm:p-6">
            <CopyCode code={order.code} />
            <SentTo />
            {order.status === 'partially_refunded' ? (
              <Banner tone="info">{w.confirmation.partlyRefunded}</Banner>
            ) : null}
          </Card>
          {tickets.data ? (
            <OrderTickets code={order.code} tickets={tickets.data.items} />
          ) : tickets.error ? (
            <FailedQuery
              error={tickets.error}
              title={w.confirmation.ticketsFailed}
              onRetry={() => void tickets.refetch()}
            />
          ) : (
            <Skeleton>
              <SkeletonBlock className="h-40 w-full rounded-card" />
            </Skeleton>
          )}
        </div>
        <div className="flex flex-col gap-6">
          <NextSteps code={order.code} tickets={tickets.data?.items ?? []} />
          <OrderRecap
            lines={order.lines}
            total={order.total}
            includedVat={order.includedVat}
            totalLabel={w.recap.paidTotal}
          />
          <OrderDocuments order={order} />
          <InstallHint />
        </div>
      </div>
    </>
  );
}

/** Where the confirmation went, and the way out for whoever does not read mails there. */
function SentTo() {
  const w = useWords(accountWords).afterOrder;
  const { email } = useWords(buyingWords).confirmation;
  const login = useLogin();
  if (login.status !== 'in') return null;
  return (
    <div>
      <p>
        {email} <strong className="wrap-anywhere">{login.user.email}</strong>.
      </p>
      <p className="text-16 text-muted">
        <Link to="/profil" hash="profil-adresse" className="link mr-2 inline-flex min-h-11 items-center">
          {w.correctEmail}
        </Link>
        {w.sentAgain}
      </p>
    </div>
  );
}

function OrderTickets({ code, tickets }: { code: string; tickets: readonly Ticket[] }) {
  const w = useWords(buyingWords).confirmation;
  const nowMs = useServerMinuteMs();
  const { next, past } = ticketsBySession(tickets, nowMs);
  const printable = tickets.filter(({ paperAllowed }) => paperAllowed).length;
  return (
    <section aria-labelledby="vos-billets" className="flex flex-col gap-6">
      <h2 id="vos-billets" className="heading text-24">
        {w.tickets}
      </h2>
      {[...next, ...past].map((group) => (
        <SessionTicketList key={group.session} group={group} level={3} nowMs={nowMs} offers="calendar" />
      ))}
      {printable > 1 ? <OrderPdf code={code} tickets={tickets.length} /> : null}
    </section>
  );
}
