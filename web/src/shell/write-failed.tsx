import { useEffect } from 'react';
import { ApiError } from '../api/api-error.ts';
import { CrowdedBanner } from './crowded.tsx';
import { Banner } from '../ui/banner.tsx';
import { announce } from '../ui/live.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';

interface WriteFailedProps {
  error: Error | null;
  title?: string;
  /** Sends the same again; given where that can do no harm, it is done by itself when the shop was overrun. */
  onRetry?: () => void;
}

/** Why a change was refused or failed, in words, shown and said where it was asked for; nothing without an error. */
export function WriteFailed({ error, title, onRetry }: WriteFailedProps) {
  const w = useWords(commonWords);
  const detail = error instanceof ApiError ? error.detail : w.states.serverFailed;
  const crowded = onRetry && error instanceof ApiError && error.code === 'overloaded' ? error : undefined;
  // Each try fails with an error of its own, so the same sentence is said again.
  useEffect(() => {
    if (error && !crowded) announce(detail);
  }, [error, crowded, detail]);
  if (!error) return null;
  if (crowded && onRetry) return <CrowdedBanner error={crowded} onRetry={onRetry} />;
  return (
    <Banner tone="danger" {...(title ? { title } : {})}>
      {detail}
    </Banner>
  );
}
