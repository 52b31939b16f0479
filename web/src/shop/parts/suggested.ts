import type { SessionCard, SessionList } from '@og-tickets/contract/catalog.ts';
import { foldedWords, foldText } from '@og-tickets/contract/rules/fold-text.ts';

/** Sports and venues proposed at most, each. */
const NAMES_SHOWN = 3;

type Named = SessionList['facets']['sports'][number];

/** What a text typed into the search may mean. */
export interface Suggested {
  sports: Named[];
  venues: Named[];
  sessions: SessionCard[];
}

/** Sports and venues of a search's reply whose name the words typed begin, and the sessions that came with it. */
export function suggestedOf(typed: string, list: SessionList): Suggested {
  const words = foldedWords(list.readAs ?? typed);
  const fits = ({ name }: Named) => words.every((word) => ` ${foldText(name)}`.includes(` ${word}`));
  return {
    sports: list.facets.sports.filter(fits).slice(0, NAMES_SHOWN),
    venues: list.facets.venues.filter(fits).slice(0, NAMES_SHOWN),
    sessions: list.items,
  };
}
