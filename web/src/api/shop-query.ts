import { readShop } from '@og-tickets/contract/settings.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

/** Looked at again, so that a banner reaches pages that stay open. */
const againMs = 60_000;

/** What every page shows of the shop: name, colour, contact, announcement, whether the sale is closed. */
export const shopQuery = queryOptions({
  queryKey: ['shop'],
  queryFn: ({ signal }) => call(readShop, { signal }),
  staleTime: againMs,
  refetchInterval: againMs,
});
