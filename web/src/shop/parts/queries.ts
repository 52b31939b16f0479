import { listOffers, listSessions, listSports, listVenues, readSession } from '@og-tickets/contract/catalog.ts';
import type { QueryOf } from '@og-tickets/contract/endpoint.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { apiQueryOf, type SessionSearch } from './session-search.ts';

/** Names and offers change a few times a year. */
const RARELY_MS = 5 * 60_000;
/** A list in sight is asked for again between these, so that no two pages do it in step. */
const LIST_AGAIN_MS = { least: 30_000, most: 45_000 };
/** A list that grew longer than this is left as it is: each of its pages would be one more call. */
const PAGES_AGAIN = 3;

/** First part of the keys of single pages of sessions, and of lists that grow. */
export const LIST_KEY = 'sessions';
export const PAGES_KEY = 'session-pages';

/** One page of sessions. */
export const listQuery = (query: QueryOf<typeof listSessions>) =>
  queryOptions({
    queryKey: [LIST_KEY, query] as const,
    queryFn: ({ signal }) => call(listSessions, { query, signal }),
  });

/** The next sessions with places left, as many as one call gives. */
export const nextSessionsQuery = listQuery({ available: true, sort: 'date', limit: limits.pageMax });

/** The session with the cheapest place left. */
export const cheapestQuery = listQuery({ available: true, sort: 'price', limit: 1 });

/** How many sessions a search gives, and the facets; of the sessions only the first or the first few. */
export const countQuery = (search: SessionSearch, sessions = 1) =>
  listQuery({ ...apiQueryOf(search), limit: sessions });

const listAgainMs = LIST_AGAIN_MS.least + Math.random() * (LIST_AGAIN_MS.most - LIST_AGAIN_MS.least);

/** The sessions of a search, page after page. */
export const sessionPagesQuery = (search: SessionSearch) => {
  const query = apiQueryOf(search);
  return infiniteQueryOptions({
    queryKey: [PAGES_KEY, query] as const,
    queryFn: ({ pageParam, signal }) =>
      call(listSessions, { query: { ...query, limit: limits.pageDefault, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    // Only words on the cards change: in the order of dates no card moves under the finger.
    refetchInterval: ({ state }) =>
      query.sort !== 'price' && (state.data?.pages.length ?? 0) <= PAGES_AGAIN ? listAgainMs : false,
  });
};

/** One session with its categories. */
export const sessionQuery = (code: string) =>
  queryOptions({
    queryKey: ['session', code],
    queryFn: ({ signal }) => call(readSession, { params: { code }, signal }),
  });

/** What is sold: how many places one unit admits, and its discount. */
export const offersQuery = queryOptions({
  queryKey: ['offers'],
  queryFn: ({ signal }) => call(listOffers, { signal }),
  staleTime: RARELY_MS,
});

/** Names of all sports. */
export const sportsQuery = queryOptions({
  queryKey: ['sports'],
  queryFn: ({ signal }) => call(listSports, { signal }),
  staleTime: RARELY_MS,
});

/** Names of all venues. */
export const venuesQuery = queryOptions({
  queryKey: ['venues'],
  queryFn: ({ signal }) => call(listVenues, { signal }),
  staleTime: RARELY_MS,
});
