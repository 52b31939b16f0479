import { type ReactNode, useEffect, useState } from 'react';
import { Banner } from '../../ui/banner.tsx';
import { useWords } from '../../words/book.ts';
import { scannerWords } from '../../words/scanner.ts';

/** Lets one tab at a time work with the scanner's queue and list: two would break the chain of scans. */
export function OneTab({ children }: { children: ReactNode }) {
  const w = useWords(scannerWords).shift;
  const [mine, setMine] = useState<boolean>();
  useEffect(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const left = new AbortController();
    const wait = setTimeout(() => setMine((now) => now ?? false), 500);
    navigator.locks
      .request('og-tickets.gate', { signal: left.signal }, () => {
        setMine(true);
        return promise;
      })
      .catch(() => undefined);
    return () => {
      clearTimeout(wait);
      left.abort();
      resolve();
    };
  }, []);
  if (mine === undefined) return null;
  if (mine) return children;
  return (
    <div role="alert">
      <Banner tone="warn">{w.otherTab}</Banner>
    </div>
  );
}
