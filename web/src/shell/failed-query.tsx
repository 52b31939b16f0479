import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.ts';
import { ButtonLink } from '../ui/button-link.tsx';
import { ForbiddenState } from '../ui/forbidden-state.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { useWords } from '../words/book.ts';
import { commonWords } from '../words/common.ts';
import { CrowdedState } from './crowded.tsx';

interface FailedQueryProps {
  /** What was thrown: an ApiError, or a fault of our own code, whose text is not shown. */
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** Title when it is neither a missing login nor a missing right; "This page could not be shown" unless told. */
  title?: string;
  actions?: ReactNode;
}

/** What to show instead of data that could not be read: log in, no right, or what failed and how to go on. */
export function FailedQuery({ error, onRetry, title, actions }: FailedQueryProps) {
  const w = useWords(commonWords);
  const here = useLocation({ select: (location) => location.href });
  if (!(error instanceof ApiError)) return <ErrorState failure={{}} {...{ title, onRetry, actions }} />;
  if (error.code === 'unauthenticated') {
    const login = (
      <ButtonLink to="/connexion" search={{ suite: here }}>
        {w.nav.login}
      </ButtonLink>
    );
    return (
      <EmptyState icon="user" title={w.states.loginTitle} actions={login}>
        {w.states.loginText}
      </EmptyState>
    );
  }
  if (error.code === 'overloaded' && onRetry) return <CrowdedState error={error} onRetry={onRetry} />;
  if (error.status === 403) return <ForbiddenState actions={actions} />;
  // Asking again for what does not exist leads nowhere.
  return <ErrorState failure={error} {...{ title, actions }} onRetry={error.status === 404 ? undefined : onRetry} />;
}
