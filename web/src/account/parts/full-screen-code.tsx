import { useEffect, useRef } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../words/book.ts';
import { accountWords } from '../../words/account.ts';
import { commonWords } from '../../words/common.ts';
import { QrCode } from '../../ui/qr-code.tsx';
import { useWakeLock } from '../../ui/use-wake-lock.ts';

interface FullScreenCodeProps {
  open: boolean;
  text: string;
  /** Words for the code. */
  label: string;
  /** One line under it: for whom, how many. */
  caption: string;
  onClose: () => void;
}

/** The code as big as the screen, white all around; the screen stays on. Escape, the cross or a tap closes it. */
export function FullScreenCode({ open, text, label, caption, onClose }: FullScreenCodeProps) {
  const w = useWords(commonWords);
  const { brightness } = useWords(accountWords).ticket;
  const element = useRef<HTMLDialogElement>(null);
  useWakeLock(open);
  useEffect(() => {
    if (open && !element.current?.open) element.current?.showModal();
    if (!open && element.current?.open) element.current.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      aria-label={label}
      onClose={onClose}
      className="theme-light m-0 h-dvh max-h-none w-full max-w-none bg-white p-0 text-ink"
    >
      <div className="flex min-h-full flex-col items-center justify-center gap-3 p-2">
        <button
          type="button"
          onClick={onClose}
          className="flex min-h-12 items-center gap-2 self-end rounded-field px-3 font-semibold text-cobalt"
        >
          <Icon name="cross" />
          {w.actions.close}
        </button>
        <QrCode text={text} label={label} className="w-[min(100%,calc(100dvh-12rem))]" />
        <p className="text-center text-18 font-semibold">{caption}</p>
        <p className="text-center text-16">{brightness}</p>
      </div>
    </dialog>
  );
}
