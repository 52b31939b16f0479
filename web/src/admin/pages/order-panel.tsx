import type { OfficeOrder } from '@og-tickets/contract/office-orders.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { Money } from '../../ui/format.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { OrderActions } from '../orders/order-actions.tsx';
import { OrderDocuments } from '../orders/order-documents.tsx';
import { OrderHistory } from '../orders/order-history.tsx';
import { OrderMoney } from '../orders/order-money.tsx';
import { orderQuery } from '../orders/order-queries.ts';
import { OrderBadge } from '../../shell/order-badge.tsx';
import { OrderTickets } from '../orders/order-tickets.tsx';
import { Moment } from '../parts/moment.tsx';

/** One order with all that hangs on it, beside the list. */
export function OrderPanel() {
  const { code } = useParams({ from: '/admin/commandes/$code' });
  const order = useQuery(orderQuery(code.toUpperCase()));
  if (order.data) return <Panel order={order.data} />;
  if (order.error) return <FailedQuery error={order.error} onRetry={() => void order.refetch()} />;
  return (
    <Skeleton>
      <SkeletonBlock className="h-96 w-full rounded-card" />
    </Skeleton>
  );
}

function Panel({ order }: { order: OfficeOrder }) {
  const w = useWords(officeOrderWords).panel;
  return (
    <Card as="section" labelledBy="commande" className="flex flex-col gap-6 p-5">
      <header className="flex flex-wrap items-center gap-3">
        <h2 id="commande" className="code text-24 font-semibold">
          {order.code}
        </h2>
        <OrderBadge status={order.status} />
        <span className="text-20 font-semibold">
          <Money amount={order.total} />
        </span>
        <span className="text-16 text-muted">
          <Moment at={order.createdAt} />
        </span>
        <span className="ml-auto">
          <ButtonLink to="/admin/commandes" search variant="quiet" icon="cross">
            {w.close}
          </ButtonLink>
        </span>
      </header>
      {order.waitingRequest === null ? null : <Banner tone="warn">{w.waiting}</Banner>}
      <OrderActions order={order} />
      <PanelPart title={w.buyer}>
        <p className="font-semibold">{order.buyer.name}</p>
        <p className="wrap-anywhere">{order.buyer.email}</p>
      </PanelPart>
      <PanelPart title={w.lines}>
        <ul className="flex flex-col gap-2">
          {order.lines.map((line) => (
            <li key={line.position} className="flex flex-wrap justify-between gap-x-4">
              <span className="min-w-0">
                <span className="code text-16">{line.session}</span> {line.summary.title}
                <span className="block text-16 text-muted">{w.line(line.quantity, line.offerName, line.category)}</span>
              </span>
              <Money amount={line.amount} />
            </li>
          ))}
        </ul>
      </PanelPart>
      <OrderTickets order={order} />
      <OrderMoney order={order} />
      <OrderDocuments order={order} />
      <OrderHistory order={order} />
    </Card>
  );
}

function PanelPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="heading mb-2 text-18">{title}</h3>
      {children}
    </section>
  );
}
