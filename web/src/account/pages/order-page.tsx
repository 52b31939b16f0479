import { money } from '@og-tickets/contract/money.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Money } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { buyingWords } from '../../words/buying.ts';
import { commonWords } from '../../words/common.ts';
import { orderWords } from '../../words/order.ts';
import { isMissing } from '../parts/is-missing.ts';
import { OrderChanges } from '../parts/order-changes.tsx';
import { OrderDocuments } from '../parts/order-documents.tsx';
import { orderQuery } from '../parts/order-queries.ts';
import { OrderRecap } from '../parts/order-recap.tsx';
import { OrderRefunds } from '../parts/order-refunds.tsx';
import { OrderState } from '../parts/order-state.tsx';
import { OrderTickets } from '../parts/order-tickets.tsx';
import { OrderTimeline } from '../parts/order-timeline.tsx';

/** One order of the buyer: where it stands, what it brought, what happened to it, its documents. */
export function OrderPage() {
  const w = useWords(orderWords).page;
  const { actions } = useWords(commonWords);
  const { orderCode } = useParams({ from: '/shop/commandes/$orderCode' });
  const order = useQuery(orderQuery(orderCode));
  const retry = () => void order.refetch();
  if (!order.data && isMissing(order.error)) return <NotFoundPage />;
  const back = (
    <Link to="/commandes" className="link inline-flex min-h-11 items-center">
      {w.back}
    </Link>
  );
  return (
    <>
      <PageHeading title={w.title(order.data?.code ?? orderCode)} above={back} />
      {order.data && order.error ? (
        <div className="mb-6">
          <Banner
            tone="warn"
            title={w.stale}
            actions={
              <Button variant="secondary" onClick={retry}>
                {actions.retry}
              </Button>
            }
          />
        </div>
      ) : null}
      {order.data ? <OrderBody order={order.data} onDeadline={retry} /> : null}
      {!order.data && order.error ? (
        <FailedQuery
          error={order.error}
          onRetry={retry}
          actions={
            <ButtonLink to="/commandes" variant="secondary">
              {w.back}
            </ButtonLink>
          }
        />
      ) : null}
      {order.isPending ? <OrderSkeleton /> : null}
    </>
  );
}

function OrderBody({ order, onDeadline }: { order: Order; onDeadline: () => void }) {
  const w = useWords(buyingWords).recap;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_24rem] *:min-w-0">
      <div className="flex flex-col gap-6">
        <OrderChanges order={order} />
        <OrderState order={order} onDeadline={onDeadline} />
        <OrderRefunds order={order} />
        <OrderTickets order={order} />
        <OrderTimeline timeline={order.timeline} />
      </div>
      <div className="flex flex-col gap-6">
        <OrderRecap
          lines={order.lines}
          total={order.total}
          includedVat={order.includedVat}
          totalLabel={order.status === 'pending' ? w.total : w.paidTotal}
        >
          {order.paidAt !== null && order.refunded.cents > 0 ? <WentBack order={order} /> : null}
        </OrderRecap>
        <OrderDocuments order={order} />
      </div>
    </div>
  );
}

/** What of the total went back, and what stays paid. */
function WentBack({ order }: { order: Order }) {
  const w = useWords(orderWords).page;
  const rows = [
    [w.refunded, order.refunded],
    [w.kept, money(order.total.cents - order.refunded.cents)],
  ] as const;
  return (
    <dl className="flex flex-col gap-1 border-t border-line pt-3">
      {rows.map(([label, amount]) => (
        <div key={label} className="flex items-baseline justify-between gap-4">
          <dt>{label}</dt>
          <dd className="font-semibold">
            <Money amount={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function OrderSkeleton() {
  return (
    <Skeleton>
      <div className="grid gap-6 lg:grid-cols-[1fr_24rem]">
        <SkeletonBlock className="h-96 w-full rounded-card" />
        <SkeletonBlock className="h-72 w-full rounded-card" />
      </div>
    </Skeleton>
  );
}
