import type { ErrorComponentProps } from '@tanstack/react-router';
import { ApiError } from '../api/api-error.ts';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';

/** A page whose data or drawing failed. The words are the API's; a fault of our own code shows none of its text. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const w = useWords(commonWords);
  const failure = error instanceof ApiError ? error : { detail: w.states.failedText };
  return (
    <>
      <PageHeading title={w.states.failedTitle} hidden />
      <ErrorState
        failure={failure}
        onRetry={reset}
        actions={
          <ButtonLink to="/" variant="secondary">
            {w.actions.goHome}
          </ButtonLink>
        }
      />
    </>
  );
}
