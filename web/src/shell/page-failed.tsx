import type { ErrorComponentProps } from '@tanstack/react-router';
import { ButtonLink } from '../ui/button-link.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { FailedQuery } from './failed-query.tsx';

/** A page whose data or drawing failed. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const w = useWords(commonWords);
  const home = (
    <ButtonLink to="/" variant="secondary">
      {w.actions.goHome}
    </ButtonLink>
  );
  return (
    <>
      <PageHeading title={w.states.failedTitle} hidden />
      <FailedQuery error={error} onRetry={reset} actions={home} />
    </>
  );
}
