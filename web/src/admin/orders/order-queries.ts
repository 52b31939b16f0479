import { checkPayment, readOfficeOrder } from '@og-tickets/contract/office-orders.ts';
import { listFailedRefunds, listRefundRequests } from '@og-tickets/contract/refund-requests.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** All that these pages read: what one action changes may show in each of them. */
export const ordersKey = ['admin', 'orders'];

/** Everything about one order. */
export function orderQuery(code: string) {
  return queryOptions({
    queryKey: [...ordersKey, 'one', code],
    queryFn: ({ signal }) => call(readOfficeOrder, { params: { code }, signal }),
    staleTime: 0,
  });
}

/** What the provider says of its payment. */
export function checkQuery(code: string) {
  return queryOptions({
    queryKey: [...ordersKey, 'check', code],
    queryFn: ({ signal }) => call(checkPayment, { params: { code }, signal }),
    staleTime: 0,
  });
}

/** Refunds that wait for a second admin. */
export const waitingQuery = queryOptions({
  queryKey: [...ordersKey, 'waiting'],
  queryFn: ({ signal }) => call(listRefundRequests, { signal }),
  staleTime: 0,
});

/** Refunds that the provider refused. */
export const failedQuery = queryOptions({
  queryKey: [...ordersKey, 'failed'],
  queryFn: ({ signal }) => call(listFailedRefunds, { signal }),
  staleTime: 0,
});
