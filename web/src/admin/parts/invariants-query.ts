import { listInvariants } from '@og-tickets/contract/invariants.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** They are checked each minute; twice as often is fresh enough. */
const refreshMs = 30_000;

/** What the last check of each promise found. */
export const invariantsQuery = queryOptions({
  queryKey: ['admin', 'invariants'],
  queryFn: ({ signal }) => call(listInvariants, { signal }),
  refetchInterval: refreshMs,
  staleTime: 0,
});
