import { useInfiniteQuery } from '@tanstack/react-query';
import { sessionPagesQuery } from './queries.ts';
import type { SessionSearch } from './session-search.ts';
import { useLastGood } from './use-last-good.ts';

/** The list of a search. Until its first page is there, or when that fails, the list of the search before stays. */
export function useSessionList(search: SessionSearch) {
  const query = useInfiniteQuery(sessionPagesQuery(search));
  const pages = useLastGood(query.data)?.pages;
  const last = pages?.at(-1);
  return {
    sessions: pages?.flatMap((page) => page.items) ?? [],
    /** Undefined until the first answer ever. */
    total: last?.total,
    facets: last?.facets,
    /** What was looked for instead of words that stand nowhere. */
    readAs: last?.readAs ?? null,
    /** What is shown belongs to an earlier search. */
    stale: query.data === undefined,
    error: query.isFetchNextPageError ? null : query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    moreFailed: query.isFetchNextPageError,
    loadMore: () => void query.fetchNextPage(),
  };
}
