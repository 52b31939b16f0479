import { listGateSessions } from '@og-tickets/contract/admissions.ts';
import { followGateState, type GateState, listConflicts, readGateState } from '@og-tickets/contract/gate-desk.ts';
import { listDevices, listPostings } from '@og-tickets/contract/gate-devices.ts';
import { listStaff } from '@og-tickets/contract/people.ts';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../api/call.ts';
import { follow } from '../../api/follow.ts';

/** While the stream is closed, the page asks this often. */
const pollMs = 5_000;

/** Sessions with their gates and entries, searched. */
export const gateSessionsQuery = (q: string) =>
  queryOptions({
    queryKey: ['admin', 'gate-sessions', q],
    queryFn: ({ signal }) => call(listGateSessions, { query: { q }, signal }),
    placeholderData: (before) => before,
    staleTime: 0,
  });

/** The entries of a session. */
export const gateStateQuery = (code: string) =>
  queryOptions({
    queryKey: ['admin', 'gate-state', code],
    queryFn: ({ signal }) => call(readGateState, { params: { code }, signal }),
    staleTime: 0,
  });

/** Scanners, newest first. */
export const devicesQuery = queryOptions({
  queryKey: ['admin', 'devices'],
  queryFn: ({ signal }) => call(listDevices, { signal }),
  staleTime: 0,
});

/** Who works at a session. */
export const postingsQuery = (session: string) =>
  queryOptions({
    queryKey: ['admin', 'postings', session],
    queryFn: ({ signal }) => call(listPostings, { query: { session }, signal }),
    staleTime: 0,
  });

/** Controllers and admins. */
export const staffQuery = queryOptions({
  queryKey: ['admin', 'staff'],
  queryFn: ({ signal }) => call(listStaff, { signal }),
  staleTime: 0,
});

/** Conflicts that wait, or those that were resolved. */
export const conflictsQuery = (state: 'open' | 'resolved') =>
  queryOptions({
    queryKey: ['admin', 'conflicts', state],
    queryFn: ({ signal }) => call(listConflicts, { query: { state, limit: 100 }, signal }),
    refetchInterval: pollMs,
    staleTime: 0,
  });

/** The entries of a session as they are pushed; `live` says whether they are, else the page asks now and then. */
export function useGateState(code: string) {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  const state = useQuery({ ...gateStateQuery(code), refetchInterval: live ? false : pollMs });
  useEffect(
    () =>
      follow(
        followGateState,
        { params: { code } },
        { onState: setLive, onEvent: (next: GateState) => client.setQueryData(gateStateQuery(code).queryKey, next) },
      ),
    [code, client],
  );
  return { state, live };
}
