import { type ReactNode, type Ref, useEffect, useRef } from 'react';
import { announce } from '../../ui/live.tsx';
import { Select } from '../../ui/select.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import type { SessionSearch } from './session-search.ts';

interface ResultsHeadProps {
  /** Undefined until the first answer. */
  total: number | undefined;
  /** `total` belongs to an earlier search. */
  stale: boolean;
  sort: SessionSearch['tri'];
  onSort: (sort: SessionSearch['tri']) => void;
  /** The count, which takes the focus when the button that changed it is gone. */
  ref: Ref<HTMLParagraphElement>;
  /** The button for the filters on a phone. */
  children: ReactNode;
}

/** How many sessions there are, said when that changes, and their order. */
export function ResultsHead({ total, stale, sort, onSort, ref, children }: ResultsHeadProps) {
  const w = useWords(shopWords).sessions;
  const said = useRef<number>(undefined);
  useEffect(() => {
    if (stale || total === undefined) return;
    if (said.current !== undefined && said.current !== total) announce(w.count(total));
    said.current = total;
  }, [stale, total, w]);
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
      <p ref={ref} tabIndex={-1} className={`heading text-24 ${stale ? 'opacity-55' : ''}`}>
        {total === undefined ? '\u00a0' : w.count(total)}
      </p>
      <div className="flex flex-wrap items-end gap-3 max-sm:w-full">
        {children}
        <div className="max-sm:flex-1">
          <Select
            label={w.sortLabel}
            value={sort ?? ''}
            onChange={(event) => onSort(event.currentTarget.value === 'prix' ? 'prix' : undefined)}
          >
            <option value="">{w.sorts.date}</option>
            <option value="prix">{w.sorts.prix}</option>
          </Select>
        </div>
      </div>
    </div>
  );
}
