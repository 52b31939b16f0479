import { listAdminOffers, listAdminSessions, readAdminSession } from '@og-tickets/contract/catalog-admin.ts';
import { listAdminSports, listAdminVenues } from '@og-tickets/contract/catalog-places.ts';
import { listRefundRuns, previewRefundRun } from '@og-tickets/contract/refund-runs.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import type { SessionFilter } from './session-filter.ts';

/** While a run works, the page asks this often how far it is. */
const runPollMs = 2_000;

/** Sessions that are searched, page by page. */
export const sessionsQuery = (filter: SessionFilter) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'sessions', filter],
    queryFn: ({ pageParam, signal }) =>
      call(listAdminSessions, {
        query: { ...filter, limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 0,
    placeholderData: (before) => before,
  });

/** One session as it is stored. */
export const sessionQuery = (code: string) =>
  queryOptions({
    queryKey: ['admin', 'session', code],
    queryFn: ({ signal }) => call(readAdminSession, { params: { code }, signal }),
    staleTime: 0,
    // What is typed must not be compared with anything else than what was read for it.
    refetchOnWindowFocus: false,
  });

export const offersQuery = queryOptions({
  queryKey: ['admin', 'offers'],
  queryFn: ({ signal }) => call(listAdminOffers, { signal }),
  staleTime: 0,
});

export const sportsQuery = queryOptions({
  queryKey: ['admin', 'sports'],
  queryFn: ({ signal }) => call(listAdminSports, { signal }),
  staleTime: 0,
});

export const venuesQuery = queryOptions({
  queryKey: ['admin', 'venues'],
  queryFn: ({ signal }) => call(listAdminVenues, { signal }),
  staleTime: 0,
});

/** Whom cancelling or moving a session concerns. */
export const runPreviewQuery = (code: string) =>
  queryOptions({
    queryKey: ['admin', 'run-preview', code],
    queryFn: ({ signal }) => call(previewRefundRun, { params: { code }, signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** The runs of a session; asked again while one works. */
export const runsQuery = (code: string) =>
  queryOptions({
    queryKey: ['admin', 'runs', code],
    queryFn: ({ signal }) => call(listRefundRuns, { params: { code }, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'running') ? runPollMs : false),
  });
