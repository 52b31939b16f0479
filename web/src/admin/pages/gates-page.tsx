import type { GateSession } from '@og-tickets/contract/admissions.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Static } from 'typebox';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DateTime } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { gateSessionsQuery } from '../parts/gate-queries.ts';

type Row = Static<typeof GateSession>;

/** The sessions whose entries can be followed. */
export function GatesPage() {
  const w = useWords(gateDeskWords).gates;
  const [search, setSearch] = useState('');
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col gap-4">
        <TextField
          type="search"
          label={w.search}
          hint={w.searchHint}
          value={search}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
        />
        <Sessions q={search.trim()} />
      </div>
    </>
  );
}

function Sessions({ q }: { q: string }) {
  const w = useWords(gateDeskWords).gates;
  const sessions = useQuery(gateSessionsQuery(q));
  if (sessions.error && !sessions.data) {
    return <FailedQuery error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (!sessions.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-96 w-full rounded-card" />
      </Skeleton>
    );
  }
  if (sessions.data.items.length === 0) {
    return (
      <EmptyState icon="search" title={w.noneTitle}>
        {w.noneText}
      </EmptyState>
    );
  }
  const columns: Column<Row>[] = [
    {
      key: 'session',
      heading: w.columns.session,
      render: ({ code, summary }) => (
        <Link to="/admin/portes/$sessionCode" params={{ sessionCode: code }} className="link font-semibold">
          <span className="code">{code}</span> {sessionName(summary)}
        </Link>
      ),
    },
    {
      key: 'date',
      heading: w.columns.date,
      render: ({ summary }) => <DateTime at={summary.startsAt} timeZone={summary.timezone} show="short" />,
    },
    { key: 'gates', heading: w.columns.gates, render: ({ gates }) => gates.join(', ') },
    {
      key: 'entered',
      heading: w.columns.entered,
      align: 'right',
      render: ({ entered, expected }) => w.enteredOf(entered, expected),
    },
  ];
  return <DataTable caption={w.caption} columns={columns} rows={sessions.data.items} rowKey={({ code }) => code} />;
}
