import { type ReactNode, useEffect } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { CrowdedBanner } from '../../shell/crowded.tsx';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { shopWords } from '../../words/shop.ts';
import { LoadMore } from './load-more.tsx';
import { SessionsByDay, SessionsInOrder } from './session-list.tsx';
import type { useSessionList } from './use-session-list.ts';

interface SessionResultsProps {
  list: ReturnType<typeof useSessionList>;
  byDay: boolean;
  /** What to show when there is none. */
  children: ReactNode;
}

/** The list in whatever state it is in. A list that is there is never taken away for a wait or a failure. */
export function SessionResults({ list, byDay, children }: SessionResultsProps) {
  const w = useWords(shopWords).sessions;
  const { sessions, total, error, stale } = list;
  if (sessions.length === 0 && error) return <FailedQuery error={error} onRetry={list.retry} title={w.failed} />;
  if (total === 0 && !stale) return children;
  if (sessions.length === 0) return <ListSkeleton />;
  return (
    <>
      {error ? <KeptList list={list} /> : null}
      {list.readAs === null || stale ? null : <p className="mb-5">{w.readAs(list.readAs)}</p>}
      <div aria-busy={stale} className={`transition-opacity duration-150 ${stale && !error ? 'opacity-55' : ''}`}>
        {byDay ? <SessionsByDay sessions={sessions} /> : <SessionsInOrder sessions={sessions} title={w.results} />}
        {stale ? null : (
          <LoadMore
            shown={sessions.length}
            total={total ?? sessions.length}
            more={list.more}
            loading={list.loadingMore}
            failed={list.moreFailed}
            onMore={list.loadMore}
          />
        )}
      </div>
    </>
  );
}

function KeptList({ list }: { list: ReturnType<typeof useSessionList> }) {
  const w = useWords(shopWords).sessions;
  const common = useWords(commonWords);
  const title = list.stale ? w.keptTitle : w.staleTitle;
  const { error } = list;
  const crowded = error instanceof ApiError && error.code === 'overloaded' ? error : undefined;
  useEffect(() => {
    if (!crowded) announce(title);
  }, [title, crowded]);
  if (crowded) {
    return (
      <div className="mb-5">
        <CrowdedBanner error={crowded} onRetry={list.retry} />
      </div>
    );
  }
  return (
    <div className="mb-5">
      <Banner
        tone="warn"
        title={title}
        actions={
          <Button variant="secondary" onClick={list.retry}>
            {common.actions.retry}
          </Button>
        }
      >
        {list.stale ? w.keptText : null}
      </Banner>
    </div>
  );
}

/** Shapes of cards; as high as the cards are. */
export function ListSkeleton({ cards = 5 }: { cards?: number }) {
  return (
    <Skeleton>
      <div className="flex flex-col gap-3">
        <SkeletonBlock className="h-7 w-56" />
        {Array.from({ length: cards }, (_, at) => (
          <SkeletonBlock key={at} className="h-34 w-full rounded-card max-sm:h-52" />
        ))}
      </div>
    </Skeleton>
  );
}
