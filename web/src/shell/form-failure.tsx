import { type ReactNode, useEffect } from 'react';
import { ApiError } from '../api/api-error.ts';
import { Banner } from '../ui/banner.tsx';
import { announce } from '../ui/live.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';

/** Why sending a form failed, where it is not about one field. Spoken once, when it appears. */
export function FormFailure({ error, actions }: { error: unknown; actions?: ReactNode }) {
  const w = useWords(commonWords);
  const detail = error instanceof ApiError ? error.detail : w.states.serverFailed;
  const reference = error instanceof ApiError && error.status >= 500 ? error.requestId : undefined;
  useEffect(() => announce(detail), [detail]);
  return (
    <Banner tone="danger" actions={actions}>
      <p>{detail}</p>
      {reference ? (
        <p className="mt-1 text-16">
          {w.states.reference} <span className="code">{reference}</span>
        </p>
      ) : null}
    </Banner>
  );
}
