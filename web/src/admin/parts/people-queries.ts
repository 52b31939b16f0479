import { findAccounts, listStaff, listStaffInvitations, readAccount } from '@og-tickets/contract/people.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.ts';

/** Everything that a change of a person makes old. */
export const peopleKey = ['people'] as const;

export const accountsFoundQuery = (q: string) =>
  queryOptions({
    queryKey: [...peopleKey, 'found', q],
    queryFn: ({ signal }) => call(findAccounts, { query: { q }, signal }),
  });

export const accountQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...peopleKey, 'account', accountId],
    queryFn: ({ signal }) => call(readAccount, { params: { accountId }, signal }),
  });

export const teamQuery = queryOptions({
  queryKey: [...peopleKey, 'staff'],
  queryFn: ({ signal }) => call(listStaff, { signal }),
});

export const invitationsQuery = queryOptions({
  queryKey: [...peopleKey, 'invitations'],
  queryFn: ({ signal }) => call(listStaffInvitations, { signal }),
});
