import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';
import { activeFilters, type SessionSearch } from './session-search.ts';

interface FilterSheetProps {
  search: SessionSearch;
  total: number | undefined;
  /** The fields. */
  children: ReactNode;
}

/** On a phone the filters fill the screen; they apply at once, the button only closes and says what is behind. */
export function FilterSheet({ search, total, children }: FilterSheetProps) {
  const w = useWords(shopWords).filters;
  const [open, setOpen] = useState(false);
  const set = activeFilters(search).length;
  const see = total === 0 ? w.seeNone : w.see(total ?? 0);
  return (
    <div className="lg:hidden">
      <Button variant="secondary" icon="filter" onClick={() => setOpen(true)}>
        {set > 0 ? w.openCount(set) : w.open}
      </Button>
      <Dialog
        sheet
        open={open}
        title={w.title}
        onClose={() => setOpen(false)}
        actions={
          <Button wide onClick={() => setOpen(false)}>
            {see}
          </Button>
        }
      >
        {open ? children : null}
      </Dialog>
    </div>
  );
}
