import type { SessionList } from '@og-tickets/contract/catalog.ts';
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { cartQuery } from '../../api/cart-query.ts';
import { LIST_KEY, PAGES_KEY } from './queries.ts';

/**
 * The title of a session that a list or the cart has shown before: the page's heading is right from the start, and read
 * right when it takes the focus. Undefined when the visitor came straight to the page.
 */
export function useKnownTitle(code: string): string | undefined {
  const queryClient = useQueryClient();
  const [known, setKnown] = useState(() => ({ code, title: titleIn(queryClient, code) }));
  if (known.code !== code) setKnown({ code, title: titleIn(queryClient, code) });
  return known.title;
}

function titleIn(queryClient: QueryClient, code: string): string | undefined {
  const line = queryClient.getQueryData(cartQuery.queryKey)?.lines.find(({ session }) => session === code);
  if (line) return line.summary.title;
  const single = queryClient.getQueriesData<SessionList>({ queryKey: [LIST_KEY] }).map(([, list]) => list);
  const paged = queryClient
    .getQueriesData<InfiniteData<SessionList>>({ queryKey: [PAGES_KEY] })
    .flatMap(([, data]) => data?.pages ?? []);
  return [...single, ...paged].flatMap((list) => list?.items ?? []).find((session) => session.code === code)?.title;
}
