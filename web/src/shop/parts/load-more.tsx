import { useEffect, useRef } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { shopWords } from '../../words/shop.ts';

interface LoadMoreProps {
  shown: number;
  total: number;
  more: boolean;
  loading: boolean;
  failed: boolean;
  onMore: () => void;
}

/** The end of a list: a button while there is more. The focus stays here, whether the button does or not. */
export function LoadMore({ shown, total, more, loading, failed, onMore }: LoadMoreProps) {
  const w = useWords(shopWords).sessions;
  const end = useRef<HTMLParagraphElement>(null);
  const before = useRef(shown);
  const pressed = useRef(false);
  useEffect(() => {
    if (pressed.current && shown > before.current) {
      announce(w.moreLoaded(shown, total));
      // The last press took the button away: its place keeps the focus.
      if (!more) end.current?.focus({ preventScroll: true });
      pressed.current = false;
    }
    before.current = shown;
  }, [shown, total, more, w]);
  const press = () => {
    pressed.current = true;
    onMore();
  };
  return (
    <div className="mt-8 flex flex-col items-center gap-3">
      {failed ? <Banner tone="danger">{w.moreFailed}</Banner> : null}
      {more ? (
        <>
          <p className="figures text-16 text-muted">{w.shown(shown, total)}</p>
          <Button variant="secondary" loading={loading} onClick={press}>
            {w.more}
          </Button>
        </>
      ) : (
        <p ref={end} tabIndex={-1} className="text-16 text-muted">
          {w.allShown}
        </p>
      )}
    </div>
  );
}
