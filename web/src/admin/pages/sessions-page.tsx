import { type AdminSessionRow, sessionStatuses } from '@og-tickets/contract/catalog-admin.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DateTime } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { adminWords } from '../../words/admin.ts';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useLanguage } from '../../words/language.ts';
import { sessionsQuery, sportsQuery, venuesQuery } from '../catalogue/queries.ts';
import { readSessionFilter, type SessionFilter } from '../catalogue/session-filter.ts';
import { StatusBadge } from '../catalogue/status-badge.tsx';

/** Every session, searched and filtered. */
export function SessionsPage() {
  const w = useWords(catalogueWords).list;
  const filter = useSearch({ from: '/admin/epreuves' });
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col gap-6">
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/admin/epreuves/creer" icon="plus">
            {w.create}
          </ButtonLink>
          <ButtonLink to="/admin/import" variant="secondary" icon="download">
            {w.importFiles}
          </ButtonLink>
        </div>
        <Filters filter={filter} />
        <Sessions filter={filter} />
      </div>
    </>
  );
}

function Filters({ filter }: { filter: SessionFilter }) {
  const words = useWords(catalogueWords);
  const w = words.list.filters;
  const language = useLanguage();
  const navigate = useNavigate({ from: '/admin/epreuves' });
  const sports = useQuery(sportsQuery).data?.items;
  const venues = useQuery(venuesQuery).data?.items;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void navigate({ search: readSessionFilter(Object.fromEntries(new FormData(event.currentTarget))) });
  };
  return (
    <form
      // A filter that was cleared or came by the address fills the fields anew, and so do lists that came later.
      key={JSON.stringify([filter, sports?.length, venues?.length])}
      onSubmit={submit}
      aria-label={w.label}
      className="grid items-end gap-4 rounded-card bg-paper p-4 shadow-lift sm:grid-cols-2 xl:grid-cols-3"
    >
      <TextField label={w.q} name="q" type="search" maxLength={80} defaultValue={filter.q ?? ''} />
      <Select label={w.sport} name="sport" defaultValue={filter.sport ?? ''}>
        <option value="">{w.all}</option>
        {sports?.map(({ code, name }) => (
          <option key={code} value={code}>
            {name[language]}
          </option>
        ))}
      </Select>
      <Select label={w.venue} name="venue" defaultValue={filter.venue ?? ''}>
        <option value="">{w.all}</option>
        {venues?.map(({ code, name, city }) => (
          <option key={code} value={code}>
            {name}, {city}
          </option>
        ))}
      </Select>
      <Select label={w.status} name="status" defaultValue={filter.status ?? ''}>
        <option value="">{w.all}</option>
        {sessionStatuses.map((status) => (
          <option key={status} value={status}>
            {words.statuses[status]}
          </option>
        ))}
      </Select>
      <div className="flex flex-wrap gap-3">
        <Button type="submit">{w.apply}</Button>
        <Button variant="quiet" onClick={() => void navigate({ search: {} })}>
          {w.clear}
        </Button>
      </div>
    </form>
  );
}

function Sessions({ filter }: { filter: SessionFilter }) {
  const w = useWords(catalogueWords).list;
  const shared = useWords(adminWords);
  const sessions = useInfiniteQuery(sessionsQuery(filter));
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
  const items = sessions.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon="calendar" title={w.emptyTitle}>
        {w.emptyText}
      </EmptyState>
    );
  }
  return (
    <div className={`flex flex-col items-start gap-4 *:w-full ${sessions.isPlaceholderData ? 'opacity-60' : ''}`}>
      <SessionTable rows={items} />
      {sessions.isFetchNextPageError ? <FormFailure error={sessions.error} /> : null}
      {sessions.hasNextPage ? (
        <Button
          variant="secondary"
          loading={sessions.isFetchingNextPage}
          onClick={() => void sessions.fetchNextPage()}
          className="sm:w-auto!"
        >
          {shared.more}
        </Button>
      ) : null}
    </div>
  );
}

function SessionTable({ rows }: { rows: readonly AdminSessionRow[] }) {
  const w = useWords(catalogueWords).list;
  const columns: Column<AdminSessionRow>[] = [
    {
      key: 'code',
      heading: w.columns.code,
      render: ({ code }) => (
        <Link to="/admin/epreuves/$code" params={{ code }} className="code font-semibold">
          {code}
        </Link>
      ),
    },
    {
      key: 'title',
      heading: w.columns.title,
      render: ({ title, sportName }) => (
        <>
          {title} <span className="block text-14 text-muted">{sportName}</span>
        </>
      ),
    },
    {
      key: 'startsAt',
      heading: w.columns.startsAt,
      render: ({ startsAt, timezone }) => <DateTime at={startsAt} timeZone={timezone} show="short" />,
    },
    { key: 'venue', heading: w.columns.venue, render: ({ venueName }) => venueName },
    { key: 'status', heading: w.columns.status, render: ({ status }) => <StatusBadge status={status} /> },
    { key: 'sold', heading: w.columns.sold, align: 'right', render: ({ sold }) => sold },
    { key: 'held', heading: w.columns.held, align: 'right', render: ({ held }) => held },
    { key: 'capacity', heading: w.columns.capacity, align: 'right', render: ({ capacity }) => capacity },
  ];
  return <DataTable caption={w.caption} columns={columns} rows={rows} rowKey={({ code }) => code} />;
}
