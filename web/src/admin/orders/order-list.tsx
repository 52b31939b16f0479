import { findOrders, type OfficeOrderRow } from '@og-tickets/contract/office-orders.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatMoney, Money } from '../../ui/format.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { adminWords } from '../../words/admin.ts';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { officeOrderWords } from '../../words/office-orders.ts';
import { type OrdersFilter, ordersQuery } from '../orders-filter.ts';
import { Moment } from '../parts/moment.tsx';
import { ordersKey } from './order-queries.ts';
import { OrderBadge } from '../../shell/order-badge.tsx';

/** The orders that the filter leaves, page by page. */
export function OrderList({ filter, narrow }: { filter: OrdersFilter; narrow: boolean }) {
  const w = useWords(officeOrderWords).list;
  const shared = useWords(adminWords);
  const orders = useInfiniteQuery({
    queryKey: [...ordersKey, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(findOrders, {
        query: { ...ordersQuery(filter), ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  if (orders.error && !orders.data) {
    return <FailedQuery error={orders.error} onRetry={() => void orders.refetch()} />;
  }
  if (!orders.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-96 w-full rounded-card" />
      </Skeleton>
    );
  }
  const rows = orders.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return (
      <EmptyState icon="search" title={w.emptyTitle}>
        {w.emptyText}
      </EmptyState>
    );
  }
  return (
    <div className={`flex flex-col items-start gap-4 *:w-full ${orders.isPlaceholderData ? 'opacity-60' : ''}`}>
      {orders.data.pages[0]?.tooMany ? <Banner tone="warn">{w.tooMany}</Banner> : null}
      <p className="text-14 text-muted">{shared.timeZone(deviceTimeZone())}</p>
      <OrderTable rows={rows} narrow={narrow} />
      {orders.isFetchNextPageError ? <FormFailure error={orders.error} /> : null}
      {orders.hasNextPage ? (
        <Button
          variant="secondary"
          loading={orders.isFetchingNextPage}
          onClick={() => void orders.fetchNextPage()}
          className="sm:w-auto!"
        >
          {shared.more}
        </Button>
      ) : null}
    </div>
  );
}

/** `narrow`: the panel stands beside it. */
function OrderTable({ rows, narrow }: { rows: readonly OfficeOrderRow[]; narrow: boolean }) {
  const w = useWords(officeOrderWords).list;
  const language = useLanguage();
  const columns: Column<OfficeOrderRow>[] = [
    {
      key: 'code',
      heading: w.code,
      render: ({ code, hit }) => (
        <span className="flex flex-col">
          <Link
            to="/admin/commandes/$code"
            params={{ code }}
            search
            className="link code font-semibold"
            activeProps={{ className: 'bg-cobalt-tint', 'aria-current': 'true' }}
          >
            {code}
          </Link>
          {hit === null ? null : <span className="text-14 text-muted">{w.hits[hit]}</span>}
        </span>
      ),
    },
    {
      key: 'buyer',
      heading: w.buyer,
      render: ({ buyer }) =>
        buyer.email === '' ? (
          <span className="text-muted">{w.erased}</span>
        ) : (
          <span className="flex flex-col">
            <span>{buyer.name}</span>
            <span className="text-14 text-muted">{buyer.email}</span>
          </span>
        ),
    },
    { key: 'status', heading: w.status, render: ({ status }) => <OrderBadge status={status} /> },
    {
      key: 'total',
      heading: w.total,
      align: 'right',
      render: ({ total, refunded }) => (
        <span className="flex flex-col">
          <Money amount={total} />
          {refunded.cents === 0 ? null : (
            <span className="text-14 text-muted">{w.refunded(formatMoney(refunded, language))}</span>
          )}
        </span>
      ),
    },
    { key: 'tickets', heading: w.tickets, align: 'right', render: ({ tickets }) => tickets },
    { key: 'date', heading: w.date, render: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
  const shown = narrow ? columns.filter(({ key }) => key !== 'tickets' && key !== 'date') : columns;
  return <DataTable caption={w.caption} columns={shown} rows={rows} rowKey={({ code }) => code} />;
}
