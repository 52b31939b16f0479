import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Icon } from './icon.tsx';

interface DialogProps {
  open: boolean;
  title: string;
  children: ReactNode;
  /** Buttons at the foot, the main one first. */
  actions?: ReactNode;
  /** Escape, the cross or the browser's back gesture. */
  onClose: () => void;
  /** Fills the height on a phone, for filters. */
  sheet?: boolean;
}

/** A modal on the browser's own `dialog`: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ open, title, children, actions, onClose, sheet = false }: DialogProps) {
  const w = useWords(commonWords);
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open && !element.current?.open) element.current?.showModal();
    if (!open && element.current?.open) element.current.close();
  }, [open]);
  // Closed while it is still in the page: a dialog that is only taken away gives the focus to nobody.
  useLayoutEffect(() => {
    const dialog = element.current;
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      className={`m-auto w-[calc(100%-2rem)] max-w-xl rounded-card bg-paper p-0 text-ink shadow-lift backdrop:bg-[rgb(15_17_22/0.6)] ${
        sheet ? 'max-sm:m-0 max-sm:h-dvh max-sm:max-h-none max-sm:w-full max-sm:max-w-none max-sm:rounded-none' : ''
      }`}
    >
      <div className="flex min-h-full flex-col">
        <header className="sticky top-0 flex items-start justify-between gap-4 border-b border-line bg-paper p-4 pl-6">
          <h2 id={titleId} className="heading self-center text-24">
            {title}
          </h2>
          <button
            type="button"
            aria-label={w.actions.close}
            onClick={onClose}
            className="flex size-[max(3rem,var(--control))] shrink-0 items-center justify-center rounded-field text-muted hover:bg-page hover:text-ink"
          >
            <Icon name="cross" />
          </button>
        </header>
        <div className="flex-1 p-6">{children}</div>
        {actions ? (
          <footer className="sticky bottom-0 flex flex-wrap gap-3 border-t border-line bg-paper p-4 px-6">
            {actions}
          </footer>
        ) : null}
      </div>
    </dialog>
  );
}
