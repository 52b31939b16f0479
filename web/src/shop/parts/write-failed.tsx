import { useEffect } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { Banner } from '../../ui/banner.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';

/** Why a change was refused or failed, in words, shown and said where it was asked for; nothing without an error. */
export function WriteFailed({ error, title }: { error: Error | null; title?: string }) {
  const w = useWords(commonWords);
  const detail = error instanceof ApiError ? error.detail : w.states.serverFailed;
  // Each try fails with an error of its own, so the same sentence is said again.
  useEffect(() => {
    if (error) announce(detail);
  }, [error, detail]);
  if (!error) return null;
  return (
    <Banner tone="danger" {...(title ? { title } : {})}>
      {detail}
    </Banner>
  );
}
