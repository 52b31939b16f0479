import { type ReactNode, useEffect, useRef } from 'react';

/**
 * News that takes the focus when it appears, and again when `news` becomes another object: the control that caused it
 * is gone or far away, and a screen reader reads what has the focus.
 */
export function FocusBox({ news, children }: { news: unknown; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const read = useRef<unknown>(undefined);
  useEffect(() => {
    if (read.current === news) return;
    read.current = news;
    box.current?.focus();
  }, [news]);
  return (
    <div ref={box} tabIndex={-1} className="flex flex-col gap-3 rounded-field">
      {children}
    </div>
  );
}
