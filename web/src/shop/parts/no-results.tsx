import { useQueries } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { type ChosenNames, useFilterText } from './filter-text.ts';
import { countQuery } from './queries.ts';
import { activeFilters, type SessionSearch, withoutFilter, withoutFilters } from './session-search.ts';

interface NoResultsProps {
  search: SessionSearch;
  names: ChosenNames;
  onRemove: (left: SessionSearch) => void;
}

/** No session fits: asks the server what each filter costs and names those whose removal helps. */
export function NoResults({ search, names, onRemove }: NoResultsProps) {
  const w = useWords(shopWords);
  const textOf = useFilterText(search, names);
  const active = activeFilters(search);
  const counts = useQueries({ queries: active.map((filter) => countQuery(withoutFilter(search, filter))) });
  const helpful = active
    .map((filter, at) => ({ filter, count: counts[at]?.data?.total ?? 0 }))
    .filter(({ count }) => count > 0);
  const known = counts.every(({ isPending }) => !isPending);
  if (active.length === 0) return <EmptyState icon="calendar" title={w.sessions.noneAtAll} />;
  return (
    <EmptyState
      icon="search"
      title={w.sessions.noneTitle}
      actions={
        <>
          {helpful.map(({ filter, count }) => (
            <Button key={filter} variant="secondary" onClick={() => onRemove(withoutFilter(search, filter))}>
              {w.sessions.dropOne(textOf(filter), count)}
            </Button>
          ))}
          {known ? (
            <Button variant={helpful.length > 0 ? 'quiet' : 'primary'} onClick={() => onRemove(withoutFilters(search))}>
              {w.filters.clear}
            </Button>
          ) : null}
        </>
      }
    >
      {helpful.length > 0 ? w.sessions.noneDrop : known ? w.sessions.noneMany : null}
    </EmptyState>
  );
}
