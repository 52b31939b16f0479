import { listGivenTickets, previewTransfer } from '@og-tickets/contract/transfers.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** The tickets that the account gave away. */
export const givenTicketsQuery = queryOptions({
  queryKey: ['tickets', 'given'],
  queryFn: ({ signal }) => call(listGivenTickets, { signal }),
  staleTime: 0,
});

/** What a transfer link offers. Posted, so that the token stands in no address. */
export function transferPreviewQuery(token: string) {
  return queryOptions({
    queryKey: ['transfer-preview', token],
    queryFn: ({ signal }) => call(previewTransfer, { body: { token }, signal }),
    staleTime: 0,
  });
}
