import { previewCancellation } from '@og-tickets/contract/refunds.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** First part of the keys of what taking tickets of an order back would give. */
export const CANCELLATION_KEY = 'cancellation';

/** What taking tickets of an order back would give: these, or all that can be when none are named. */
export function cancellationQuery(code: string, tickets?: readonly string[]) {
  const ids = tickets?.toSorted().join(',');
  return queryOptions({
    queryKey: [CANCELLATION_KEY, code, ids ?? 'all'],
    queryFn: ({ signal }) =>
      call(previewCancellation, { params: { code }, query: ids === undefined ? {} : { tickets: ids }, signal }),
    staleTime: 0,
    // The sums of the choice before stay, dimmed, until those of the new one are there.
    placeholderData: keepPreviousData,
  });
}
