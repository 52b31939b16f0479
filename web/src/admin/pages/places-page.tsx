import type { AdminSport, AdminVenue } from '@og-tickets/contract/catalog-places.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useLanguage } from '../../words/language.ts';
import { SportForm, VenueForm } from '../catalogue/place-forms.tsx';
import { sportsQuery, venuesQuery } from '../catalogue/queries.ts';

/** Venues and sports with their forms. */
export function PlacesPage() {
  const w = useWords(catalogueWords).places;
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col gap-8">
        <Venues />
        <Sports />
      </div>
    </>
  );
}

/** The table below is the landmark of that name: this is none. */
function Part({
  id,
  title,
  add,
  onAdd,
  children,
}: {
  id: string;
  title: string;
  add: string;
  onAdd: () => void;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id={id} className="heading text-24">
          {title}
        </h2>
        <Button icon="plus" onClick={onAdd}>
          {add}
        </Button>
      </div>
      {children}
    </div>
  );
}

function Waiting() {
  return (
    <Skeleton>
      <SkeletonBlock className="h-64 w-full rounded-card" />
    </Skeleton>
  );
}

function Venues() {
  const w = useWords(catalogueWords).places;
  const [editing, setEditing] = useState<AdminVenue | 'new'>();
  const venues = useQuery(venuesQuery);
  const columns: Column<AdminVenue>[] = [
    { key: 'name', heading: w.name, render: ({ name }) => <span className="font-semibold">{name}</span> },
    { key: 'code', heading: w.code, render: ({ code }) => <span className="code">{code}</span> },
    { key: 'city', heading: w.city, render: ({ city }) => city },
    { key: 'capacity', heading: w.capacity, align: 'right', render: ({ capacity }) => capacity ?? '—' },
    { key: 'sessions', heading: w.sessions, align: 'right', render: ({ sessions }) => sessions },
    {
      key: 'action',
      heading: w.action,
      render: (venue) => (
        <Button variant="quiet" aria-label={w.editOf(venue.name)} onClick={() => setEditing(venue)}>
          {w.edit}
        </Button>
      ),
    },
  ];
  return (
    <Part id="venues" title={w.venues} add={w.addVenue} onAdd={() => setEditing('new')}>
      {venues.error && !venues.data ? (
        <FailedQuery error={venues.error} onRetry={() => void venues.refetch()} />
      ) : venues.data?.items.length === 0 ? (
        <p className="text-muted">{w.noVenue}</p>
      ) : venues.data ? (
        <DataTable caption={w.venues} columns={columns} rows={venues.data.items} rowKey={({ code }) => code} />
      ) : (
        <Waiting />
      )}
      {editing === undefined ? null : (
        <VenueForm venue={editing === 'new' ? null : editing} onClose={() => setEditing(undefined)} />
      )}
    </Part>
  );
}

function Sports() {
  const w = useWords(catalogueWords).places;
  const language = useLanguage();
  const [editing, setEditing] = useState<AdminSport | 'new'>();
  const sports = useQuery(sportsQuery);
  const columns: Column<AdminSport>[] = [
    { key: 'name', heading: w.name, render: ({ name }) => <span className="font-semibold">{name[language]}</span> },
    { key: 'code', heading: w.code, render: ({ code }) => <span className="code">{code}</span> },
    { key: 'sessions', heading: w.sessions, align: 'right', render: ({ sessions }) => sessions },
    {
      key: 'action',
      heading: w.action,
      render: (sport) => (
        <Button variant="quiet" aria-label={w.editOf(sport.name[language])} onClick={() => setEditing(sport)}>
          {w.edit}
        </Button>
      ),
    },
  ];
  return (
    <Part id="sports" title={w.sports} add={w.addSport} onAdd={() => setEditing('new')}>
      {sports.error && !sports.data ? (
        <FailedQuery error={sports.error} onRetry={() => void sports.refetch()} />
      ) : sports.data?.items.length === 0 ? (
        <p className="text-muted">{w.noSport}</p>
      ) : sports.data ? (
        <DataTable caption={w.sports} columns={columns} rows={sports.data.items} rowKey={({ code }) => code} />
      ) : (
        <Waiting />
      )}
      {editing === undefined ? null : (
        <SportForm sport={editing === 'new' ? null : editing} onClose={() => setEditing(undefined)} />
      )}
    </Part>
  );
}
