import type { SessionList } from '@og-tickets/contract/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import { sportsQuery, venuesQuery } from './queries.ts';
import type { SessionSearch } from './session-search.ts';

/** What can be chosen in a filter, with the number of sessions each choice gives. */
export interface Choice {
  code: string;
  name: string;
  count: number;
}

/** The choices of a facet; one that is set but gives nothing stays among them, so that the field can show it. */
export function choicesOf(facet: readonly Choice[], chosen: string | undefined, name: string | undefined): Choice[] {
  if (!chosen || facet.some(({ code }) => code === chosen)) return [...facet];
  return [{ code: chosen, name: name ?? chosen, count: 0 }, ...facet];
}

/** Names of the sport and the venue that are chosen: from the facets, or asked for when these leave them out. */
export function useChosenNames(search: SessionSearch, facets: SessionList['facets'] | undefined) {
  const sport = facets?.sports.find(({ code }) => code === search.sport)?.name;
  const venue = facets?.venues.find(({ code }) => code === search.lieu)?.name;
  const sports = useQuery({ ...sportsQuery, enabled: Boolean(search.sport && facets && !sport) });
  const venues = useQuery({ ...venuesQuery, enabled: Boolean(search.lieu && facets && !venue) });
  return {
    sport: sport ?? sports.data?.find(({ code }) => code === search.sport)?.name ?? search.sport,
    lieu: venue ?? venues.data?.find(({ code }) => code === search.lieu)?.name ?? search.lieu,
  };
}
