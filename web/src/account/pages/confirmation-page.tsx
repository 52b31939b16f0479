import type { Order } from '@og-tickets/contract/orders.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { buyingWords } from '../../words/buying.ts';
import { ConfirmedOrder } from '../parts/confirmed-order.tsx';
import { isMissing } from '../parts/is-missing.ts';
import { orderQuery } from '../parts/order-queries.ts';
import { UnconfirmedOrder } from '../parts/unconfirmed-order.tsx';

/** One order: confirmed with its tickets, or what stands in the way. Follows an order whose payment has just come. */
export function ConfirmationPage() {
  const w = useWords(buyingWords).confirmation;
  const { orders } = useWords(accountWords);
  const { orderCode } = useParams({ from: '/shop/confirmation/$orderCode' });
  const order = useQuery(orderQuery(orderCode));
  if (!order.data && isMissing(order.error)) return <NotFoundPage />;
  if (order.data)
    return isConfirmed(order.data) ? <ConfirmedOrder order={order.data} /> : <UnconfirmedOrder order={order.data} />;
  return (
    <>
      <PageHeading title={w.orderTitle(orderCode)} />
      {order.error ? (
        <FailedQuery
          error={order.error}
          onRetry={() => void order.refetch()}
          actions={
            <ButtonLink to="/commandes" variant="secondary">
              {orders.title}
            </ButtonLink>
          }
        />
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-40 w-full rounded-card" />
        </Skeleton>
      )}
    </>
  );
}

function isConfirmed({ status }: Order): boolean {
  return status === 'paid' || status === 'partially_refunded';
}
