import type { FoundAccount } from '@og-tickets/contract/people.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { announce } from '../../ui/live.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { peopleWords } from '../../words/people.ts';
import { AccountState } from './account-state.tsx';
import { Moment } from './moment.tsx';
import { accountsFoundQuery } from './people-queries.ts';

/** Whom a search stands for. */
export function AccountsFound({ typed, onOpen }: { typed: string; onOpen: (accountId: string) => void }) {
  const w = useWords(peopleWords);
  const found = useQuery(accountsFoundQuery(typed));
  const count = found.data?.items.length;
  useEffect(() => {
    if (count !== undefined) announce(w.found(count));
  }, [count, w]);
  if (found.error && !found.data) return <FailedQuery error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-24 w-full rounded-card" />
      </Skeleton>
    );
  }
  if (found.data.items.length === 0) {
    return (
      <EmptyState icon="search" title={w.nobodyTitle}>
        {w.nobodyText}
      </EmptyState>
    );
  }
  const columns: Column<FoundAccount>[] = [
    { key: 'name', heading: w.columns.name, render: ({ name }) => <b>{name || w.noName}</b> },
    { key: 'email', heading: w.columns.email, render: ({ email }) => email },
    { key: 'role', heading: w.columns.role, render: ({ role }) => w.roles[role].name },
    { key: 'state', heading: w.columns.state, render: ({ status }) => <AccountState status={status} /> },
    { key: 'created', heading: w.columns.created, render: ({ createdAt }) => <Moment at={createdAt} /> },
    {
      key: 'action',
      heading: w.columns.action,
      render: ({ id, name, email }) => (
        <Button variant="quiet" aria-label={w.open(name || email)} onClick={() => onOpen(id)}>
          {w.openShort}
        </Button>
      ),
    },
  ];
  return (
    <>
      <DataTable caption={w.foundCaption} columns={columns} rows={found.data.items} rowKey={({ id }) => id} />
      {found.data.more ? <p className="text-muted">{w.more}</p> : null}
    </>
  );
}
