import { listExports } from '@og-tickets/contract/exports.ts';
import {
  readDashboard,
  readEntries,
  readPlaces,
  readRefunds,
  readSales,
  readTakings,
  type SalesDimension,
} from '@og-tickets/contract/reports.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** The dashboard asks this often while it is in sight. */
const dashboardEveryMs = 2_000;
/** Between two looks at files that are being made. */
const filesEveryMs = 1_000;

interface Days {
  from: string;
  to: string;
}

/** The sale as it is now, again and again. */
export const dashboardQuery = queryOptions({
  queryKey: ['admin', 'dashboard'],
  queryFn: ({ signal }) => call(readDashboard, { signal }),
  refetchInterval: dashboardEveryMs,
  staleTime: 0,
});

/** A report of sales: its rows a hundred at a time, and the sums of all. */
export const salesQuery = (by: SalesDimension, days: Days) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'reports', 'sales', by, days],
    queryFn: ({ signal, pageParam }) =>
      call(readSales, { query: { by, ...days, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => {
      const last = pages.at(-1);
      // Sums and moment of the page that was read last; a row that changed its place meanwhile stands once.
      const items = new Map(pages.flatMap((page) => page.items).map((row) => [row.key, row]));
      return last === undefined ? undefined : { ...last, items: [...items.values()] };
    },
    placeholderData: (before) => before,
    staleTime: 0,
  });

export const takingsQuery = (days: Days) =>
  queryOptions({
    queryKey: ['admin', 'reports', 'takings', days],
    queryFn: ({ signal }) => call(readTakings, { query: days, signal }),
    staleTime: 0,
  });

export const refundsQuery = (days: Days) =>
  queryOptions({
    queryKey: ['admin', 'reports', 'refunds', days],
    queryFn: ({ signal }) => call(readRefunds, { query: days, signal }),
    staleTime: 0,
  });

export const placesQuery = (session: string) =>
  queryOptions({
    queryKey: ['admin', 'reports', 'places', session],
    queryFn: ({ signal }) => call(readPlaces, { query: { session }, signal }),
    staleTime: 0,
  });

export const entriesQuery = (session: string) =>
  queryOptions({
    queryKey: ['admin', 'reports', 'entries', session],
    queryFn: ({ signal }) => call(readEntries, { query: { session }, signal }),
    staleTime: 0,
  });

/** The caller's files; asked for again while one is being made. */
export const exportsQuery = queryOptions({
  queryKey: ['admin', 'exports'],
  queryFn: ({ signal }) => call(listExports, { signal }),
  staleTime: 0,
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ status }) => status === 'waiting') === true ? filesEveryMs : false,
});
