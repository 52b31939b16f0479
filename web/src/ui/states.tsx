import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

/** Shorter waits show nothing: a flash of grey is worse than a moment of white. */
const SKELETON_AFTER_MS = 150;

/** Shows `children` (shapes of what is coming) when the wait lasts; says "loading" to screen readers. */
export function Skeleton({ children }: { children: ReactNode }) {
  const w = useWords(commonWords);
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" className={late ? 'animate-pulse' : 'invisible'}>
      <p className="sr-only">{w.states.loading}</p>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

/** One grey shape in a skeleton; give it the height and width of what it stands for. */
export function SkeletonBlock({ className = 'h-5 w-full' }: { className?: string }) {
  return <div className={`rounded-field bg-line ${className}`} />;
}

interface StateProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  /** What to do next. */
  actions?: ReactNode;
  /** Level of the title, 2 unless the page has no other h1. */
  level?: 1 | 2 | 3;
}

/** A page or a part of one that has something to say instead of content: nothing there, not allowed, not found. */
export function StateMessage({ icon, title, children, actions, level = 2 }: StateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="flex flex-col items-start gap-3 rounded-card border border-line bg-paper p-6 sm:p-8">
      <span className="flex size-12 items-center justify-center rounded-pill bg-cobalt-tint text-cobalt">
        <Icon name={icon} />
      </span>
      <Heading className="heading text-24">{title}</Heading>
      {children ? <div className="max-w-read text-muted">{children}</div> : null}
      {actions ? <div className="mt-2 flex flex-wrap gap-3">{actions}</div> : null}
    </div>
  );
}

/** Nothing there yet, and what to do about it. */
export function EmptyState(props: Omit<StateProps, 'icon'> & { icon?: IconName }) {
  return <StateMessage icon="ticket" {...props} />;
}

/** A failure as pages get it: the API's, or any other that was thrown. */
export interface ShownFailure {
  /** The sentence for the user. */
  detail?: string | undefined;
  /** Reference for support. */
  requestId?: string | undefined;
  /** HTTP status, 0 when no reply came. */
  status?: number | undefined;
}

/** Something failed: what, what to do next, and the reference to give to support. */
export function ErrorState({
  failure,
  title,
  onRetry,
  actions,
  level,
}: {
  failure: ShownFailure;
  title?: string | undefined;
  onRetry?: (() => void) | undefined;
  actions?: ReactNode;
  level?: 1 | 2 | 3;
}) {
  const w = useWords(commonWords);
  const retry = onRetry ? <Button onClick={onRetry}>{w.actions.retry}</Button> : null;
  return (
    <StateMessage
      icon={failure.status === 0 ? 'offline' : 'alert'}
      title={title ?? w.states.failedTitle}
      actions={
        <>
          {retry}
          {actions}
        </>
      }
      {...(level ? { level } : {})}
    >
      <p>{failure.detail ?? w.states.serverFailed}</p>
      {failure.requestId ? (
        <p className="mt-2 text-16">
          {w.states.reference} <span className="code text-ink">{failure.requestId}</span>
        </p>
      ) : null}
    </StateMessage>
  );
}

/** True while the browser knows that it has no connection. */
export function useOffline(): boolean {
  return useSyncExternalStore(
    onConnectionChange,
    () => !navigator.onLine,
    () => false,
  );
}

function onConnectionChange(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** A banner while there is no connection, nothing otherwise. `shownAt` is the time of what is on screen, in words. */
export function OfflineNotice({ shownAt }: { shownAt?: string }) {
  const w = useWords(commonWords);
  if (!useOffline()) return null;
  return (
    <Banner tone="warn" title={w.states.offlineTitle}>
      {w.states.offlineText} {shownAt ? w.states.offlineSince(shownAt) : null}
    </Banner>
  );
}
