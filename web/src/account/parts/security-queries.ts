import { listFactors } from '@og-tickets/contract/second-factors.ts';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { refreshLogin } from '../../api/login.ts';

/** The second factors of the account. */
export const factorsQuery = queryOptions({
  queryKey: ['factors'],
  queryFn: ({ signal }) => call(listFactors, { signal }),
  staleTime: 0,
});

/** Shows what a change of factors has made of them, also in what the login may do. */
export function useFactorsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await refreshLogin();
    await queries.invalidateQueries({ queryKey: factorsQuery.queryKey });
  };
}
