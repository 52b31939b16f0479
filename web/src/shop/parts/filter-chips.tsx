import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { type ChosenNames, useFilterText } from './filter-text.ts';
import { activeFilters, type SessionSearch, withoutFilter, withoutFilters } from './session-search.ts';

interface FilterChipsProps {
  search: SessionSearch;
  /** Names of the chosen sport and venue. */
  names: ChosenNames;
  /** The search that is left; the chip that was pressed is gone then, so the caller moves the focus. */
  onRemove: (left: SessionSearch) => void;
}

/** The filters that are set, each with a cross; nothing when none is. */
export function FilterChips({ search, names, onRemove }: FilterChipsProps) {
  const w = useWords(shopWords).filters;
  const textOf = useFilterText(search, names);
  const active = activeFilters(search);
  if (active.length === 0) return null;
  return (
    <ul aria-label={w.chips} className="flex flex-wrap items-center gap-2">
      {active.map((filter) => (
        <li key={filter} className="max-w-full">
          <button
            type="button"
            aria-label={w.remove(textOf(filter))}
            onClick={() => onRemove(withoutFilter(search, filter))}
            className="flex min-h-11 max-w-full items-center gap-2 rounded-pill border border-cobalt bg-cobalt-tint py-1 pr-3 pl-4 text-16 font-semibold text-cobalt hover:border-cobalt-strong hover:text-cobalt-strong"
          >
            <span className="truncate">{textOf(filter)}</span>
            <Icon name="cross" size={16} />
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          onClick={() => onRemove(withoutFilters(search))}
          className="link min-h-11 px-2 text-16 font-semibold"
        >
          {w.clear}
        </button>
      </li>
    </ul>
  );
}
