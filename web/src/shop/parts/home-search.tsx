import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TicketCard } from '../../ui/card.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { withLanguage } from '../../words/language-address.ts';
import { shopWords } from '../../words/shop.ts';
import { ChoiceSelect, DaySelect } from './choice-select.tsx';
import { useChosenNames } from './filter-names.ts';
import { useKeptState } from './kept-state.ts';
import { countQuery } from './queries.ts';
import { SearchText } from './search-text.tsx';
import { readSessionSearch, type SessionSearch, withValues } from './session-search.ts';

/** Sessions proposed while words are typed. */
const SESSIONS_SUGGESTED = 5;

/** Sport, venue, day and words; the button says how many sessions there are before it leads to them. */
export function HomeSearch() {
  const w = useWords(shopWords);
  const navigate = useNavigate();
  const [search, setSearch] = useKeptState('home-search', readKept);
  const result = useQuery({
    ...countQuery(search, search.q ? SESSIONS_SUGGESTED : 1),
    placeholderData: keepPreviousData,
  });
  const facets = result.data?.facets;
  const names = useChosenNames(search, facets);
  const total = result.data?.total;
  const [typed, setTyped] = useState(false);
  // The suggestions say what the words give.
  useAnnouncedCount(result.isPlaceholderData || (typed && search.q) ? undefined : total);
  const change = (values: Partial<SessionSearch>) => setSearch(withValues(search, values));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Enter may come before the pause in typing has ended.
    const q = new FormData(event.currentTarget).get('q');
    void navigate({ to: '/epreuves', search: readSessionSearch({ ...search, q }) });
  };
  return (
    <search aria-labelledby="chercher" className="relative block">
      {/* Found by its address while the page is not alive yet, or never will be. */}
      <form method="get" action={withLanguage('/epreuves', useLanguage())} onSubmit={submit}>
        <h2 id="chercher" className="sr-only">
          {w.home.search.title}
        </h2>
        <TicketCard
          stub={
            <div className="flex h-full items-center">
              <Button type="submit" icon="search" wide>
                {total ? w.home.search.submitCount(total) : w.home.search.submit}
              </Button>
            </div>
          }
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <SearchText
              value={search.q ?? ''}
              onSearch={(q) => {
                setTyped(true);
                change({ q });
              }}
              suggesting
              suggested={result.isPlaceholderData ? undefined : result.data}
            />
            <ChoiceSelect
              label={w.filters.sport}
              all={w.filters.sportAll}
              choices={facets?.sports ?? []}
              chosen={search.sport}
              name={names.sport}
              onChoose={(sport) => change({ sport })}
            />
            <ChoiceSelect
              label={w.filters.venue}
              all={w.filters.venueAll}
              choices={facets?.venues ?? []}
              chosen={search.lieu}
              name={names.lieu}
              onChoose={(lieu) => change({ lieu })}
            />
            <DaySelect
              label={w.filters.day}
              all={w.filters.dayAll}
              days={facets?.days ?? []}
              chosen={search.du}
              onChoose={(day) => change({ du: day, au: day })}
            />
          </div>
        </TicketCard>
      </form>
    </search>
  );
}

function readKept(stored: unknown): SessionSearch {
  return readSessionSearch(typeof stored === 'object' ? { ...stored } : {});
}

/** Says the count when a choice has changed it, not when the page opens. */
function useAnnouncedCount(total: number | undefined) {
  const w = useWords(shopWords).sessions;
  const said = useRef<number>(undefined);
  useEffect(() => {
    if (total === undefined) return;
    if (said.current !== undefined && said.current !== total) announce(w.count(total));
    said.current = total;
  }, [total, w]);
}
