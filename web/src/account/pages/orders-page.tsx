import { listOrders } from '@og-tickets/contract/orders.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { commonWords } from '../../words/common.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { OrderSearch } from '../parts/order-search.tsx';
import { OrderList } from '../parts/order-list.tsx';

/** The buyer's orders, newest first. */
export function OrdersPage() {
  const w = useWords(accountWords).orders;
  return (
    <>
      <PageHeading title={w.title} />
      <Orders />
    </>
  );
}

function Orders() {
  const w = useWords(accountWords).orders;
  const { actions } = useWords(commonWords);
  const orders = useInfiniteQuery({
    queryKey: ['orders', 'all'],
    queryFn: ({ pageParam, signal }) => call(listOrders, { query: pageParam ? { cursor: pageParam } : {}, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 0,
  });
  if (orders.error && !orders.data) return <FailedQuery error={orders.error} onRetry={() => void orders.refetch()} />;
  if (!orders.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-64 w-full rounded-card" />
      </Skeleton>
    );
  }
  const retry = (
    <Button variant="secondary" onClick={() => void orders.refetch()}>
      {actions.retry}
    </Button>
  );
  const items = orders.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon="cart"
        title={w.emptyTitle}
        actions={<ButtonLink to="/epreuves">{actions.seeSessions}</ButtonLink>}
      >
        {w.emptyText}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col items-start gap-6 *:w-full">
      <OrderSearch />
      {orders.error && !orders.isFetchNextPageError ? <Banner tone="warn" title={w.stale} actions={retry} /> : null}
      <OrderList orders={items} />
      {orders.isFetchNextPageError ? <FormFailure error={orders.error} /> : null}
      {orders.hasNextPage ? (
        <Button
          variant="secondary"
          loading={orders.isFetchingNextPage}
          onClick={() => void orders.fetchNextPage()}
          className="sm:w-auto!"
        >
          {w.more}
        </Button>
      ) : null}
    </div>
  );
}
