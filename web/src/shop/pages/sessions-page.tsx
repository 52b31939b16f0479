import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { Card } from '../../ui/card.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { FilterChips } from '../parts/filter-chips.tsx';
import { FilterFields } from '../parts/filter-fields.tsx';
import { useChosenNames } from '../parts/filter-names.ts';
import { FilterSheet } from '../parts/filter-sheet.tsx';
import { NoResults } from '../parts/no-results.tsx';
import { ResultsHead } from '../parts/results-head.tsx';
import { type SessionSearch, withValues } from '../parts/session-search.ts';
import { SessionResults } from '../parts/session-results.tsx';
import { useSessionList } from '../parts/use-session-list.ts';

/** The list of sessions; every filter is in the address. */
export function SessionsPage() {
  const w = useWords(shopWords);
  const search = useSearch({ from: '/shop/epreuves' });
  const navigate = useNavigate();
  const list = useSessionList(search);
  const names = useChosenNames(search, list.facets);
  const count = useRef<HTMLParagraphElement>(null);
  const go = (next: SessionSearch, replace = false) =>
    void navigate({ to: '/epreuves', search: next, replace, resetScroll: false });
  // Each letter of a search is not a step to go back to.
  const change = (values: Partial<SessionSearch>) =>
    go(withValues(search, values), values.q !== undefined && search.q !== undefined);
  const remove = (left: SessionSearch) => {
    count.current?.focus({ preventScroll: true });
    go(left);
  };
  const fields = <FilterFields search={search} facets={list.facets} onChange={change} />;
  return (
    <>
      <PageHeading title={w.sessions.title} />
      <div className="grid gap-x-8 lg:grid-cols-[17.5rem_minmax(0,1fr)]">
        <Card as="section" labelledBy="filtres" className="sticky top-6 hidden self-start p-5 lg:block">
          <h2 id="filtres" className="heading mb-4 text-20">
            {w.filters.title}
          </h2>
          {fields}
        </Card>
        <div className="min-w-0">
          <ResultsHead
            total={list.total}
            stale={list.stale}
            sort={search.tri}
            onSort={(tri) => change({ tri })}
            ref={count}
          >
            <FilterSheet search={search} total={list.total}>
              {fields}
            </FilterSheet>
          </ResultsHead>
          <div className="mb-5 empty:hidden">
            <FilterChips search={search} names={names} onRemove={remove} />
          </div>
          <SessionResults list={list} byDay={search.tri !== 'prix'}>
            <NoResults search={search} names={names} onRemove={remove} />
          </SessionResults>
        </div>
      </div>
    </>
  );
}
