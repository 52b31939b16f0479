import type { Order } from '@og-tickets/contract/orders.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLogin } from '../../api/login.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { wantHeadingFocus } from '../../ui/heading-focus.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { buyingWords } from '../../words/buying.ts';
import { orderWords } from '../../words/order.ts';
import { CopyCode } from './copy-code.tsx';
import { OrderDocuments } from './order-documents.tsx';
import { OrderPdf } from './order-pdf.tsx';
import { OrderRecap } from './order-recap.tsx';
import { SessionTicketList } from './session-tickets.tsx';
import { ticketsQuery } from './ticket-queries.ts';
import { useServerNowMs } from '../../api/server-clock.ts';
import { ticketsBySession } from './tickets-by-session.ts';

/** A paid order: its number, its tickets, what to do on the day. */
export function ConfirmedOrder({ order }: { order: Order }) {
  const w = useWords(buyingWords);
  const login = useLogin();
  // Also when the page was waiting for the tickets: the heading has just changed to the good news.
  useEffect(() => wantHeadingFocus(), []);
  return (
    <>
      <PageHeading title={w.confirmation.title} lead={w.confirmation.lead} />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_24rem] *:min-w-0">
        <div className="flex flex-col gap-8">
          <Card className="flex flex-col gap-4 p-5 sm:p-6">
            <CopyCode code={order.code} />
            {login.status === 'in' ? (
              <p>
                {w.confirmation.email} <strong className="wrap-anywhere">{login.user.email}</strong>.
              </p>
            ) : null}
            {order.status === 'partially_refunded' ? (
              <Banner tone="info">{w.confirmation.partlyRefunded}</Banner>
            ) : null}
          </Card>
          <OrderTickets code={order.code} />
        </div>
        <div className="flex flex-col gap-6">
          <NextSteps code={order.code} />
          <OrderRecap
            lines={order.lines}
            total={order.total}
            includedVat={order.includedVat}
            totalLabel={w.recap.paidTotal}
          />
          <OrderDocuments order={order} />
        </div>
      </div>
    </>
  );
}

function OrderTickets({ code }: { code: string }) {
  const w = useWords(buyingWords).confirmation;
  const nowMs = useServerNowMs();
  const tickets = useQuery(ticketsQuery(code));
  if (tickets.error && !tickets.data) {
    return <FailedQuery error={tickets.error} title={w.ticketsFailed} onRetry={() => void tickets.refetch()} />;
  }
  if (!tickets.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-40 w-full rounded-card" />
      </Skeleton>
    );
  }
  const { items } = tickets.data;
  const { next, past } = ticketsBySession(items, nowMs);
  const printable = items.filter(({ paperAllowed }) => paperAllowed).length;
  return (
    <section aria-labelledby="vos-billets" className="flex flex-col gap-6">
      <h2 id="vos-billets" className="heading text-24">
        {w.tickets}
      </h2>
      {[...next, ...past].map((group) => (
        <SessionTicketList key={group.session} group={group} level={3} />
      ))}
      {printable > 1 ? <OrderPdf code={code} tickets={items.length} /> : null}
    </section>
  );
}

function NextSteps({ code }: { code: string }) {
  const w = useWords(buyingWords).confirmation;
  const { tickets } = useWords(accountWords);
  const { page } = useWords(orderWords);
  return (
    <Card as="section" labelledBy="le-jour">
      <h2 id="le-jour" className="heading text-24">
        {w.nextTitle}
      </h2>
      <ul className="mt-3 flex list-disc flex-col gap-2 pl-5">
        <li>{w.nextCode}</li>
        <li>{w.nextDoors}</li>
        <li>{w.nextId}</li>
      </ul>
      <div className="mt-5 flex flex-wrap gap-3">
        <ButtonLink to="/billets">{tickets.title}</ButtonLink>
        <ButtonLink to="/commandes/$orderCode" params={{ orderCode: code }} variant="quiet">
          {page.follow}
        </ButtonLink>
      </div>
    </Card>
  );
}
