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

/**
 * Sports and venues of a search's reply whose name the words typed begin, those first that begin with the first of them
 * (Swimming before Artistic Swimming), and the sessions that came with it.
 */
export function suggestedOf(typed: string, list: SessionList): Suggested {
  const words = foldedWords(list.readAs ?? typed);
  const fits = ({ name }: Named) => words.every((word) => ` ${foldText(name)}`.includes(` ${word}`));
  const isSecond = ({ name }: Named) => Number(!foldText(name).startsWith(words[0] ?? ''));
  const best = (named: readonly Named[]) =>
    named
      .filter(fits)
      .toSorted((one, other) => isSecond(one) - isSecond(other))
      .slice(0, NAMES_SHOWN);
  return {
    sports: best(list.facets.sports),
    venues: best(list.facets.venues),
    sessions: list.items,
  };
}
