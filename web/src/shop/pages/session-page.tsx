import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { CrowdedBanner } from '../../shell/crowded.tsx';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { NotFoundPage } from '../../shell/not-found-page.tsx';
import { SessionChangeBanner } from '../../shell/session-change.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { saleTermsWords } from '../../words/sale-terms.ts';
import { shopWords } from '../../words/shop.ts';
import { Booking } from '../parts/booking.tsx';
import { useLiveStock } from '../parts/live-stock.ts';
import { useKnownTitle } from '../parts/known-title.ts';
import { sessionQuery } from '../parts/queries.ts';
import { noteSeen } from '../parts/seen-sessions.ts';
import { useStockNews } from '../parts/use-stock-news.ts';
import { SessionFacts } from '../parts/session-facts.tsx';

/** One session: when, where, what, and its places. */
export function SessionPage() {
  const w = useWords(shopWords).session;
  const { code } = useParams({ from: '/shop/epreuves/$code' });
  const refetchInterval = useLiveStock(code);
  const session = useQuery({ ...sessionQuery(code), refetchInterval });
  useStockNews(session.data);
  const isThere = session.data !== undefined;
  useEffect(() => {
    if (isThere) noteSeen(code);
  }, [isThere, code]);
  const known = useKnownTitle(code);
  const { data, error } = session;
  const retry = () => void session.refetch();
  // A code that cannot be one is refused before it is looked for.
  const missing = error instanceof ApiError && (error.status === 404 || error.status === 400);
  if (missing && !data) return <NotFoundPage />;
  return (
    <>
      <PageHeading title={data?.title ?? known ?? w.title} above={<BackLink />} />
      {data && error ? <StaleNotice error={error} onRetry={retry} /> : null}
      {data ? <SessionContent session={data} /> : null}
      {!data && error ? <FailedQuery error={error} onRetry={retry} /> : null}
      {session.isPending ? <PageSkeleton /> : null}
    </>
  );
}

function SessionContent({ session }: { session: SessionDetail }) {
  const w = useWords(shopWords).session;
  return (
    <>
      {session.change ? (
        <div className="mb-6">
          <SessionChangeBanner change={session.change} session={session} reader="public" actions={<OwnOrders />} />
        </div>
      ) : null}
      <SessionFacts session={session} />
      {session.description ? (
        <section aria-labelledby="epreuve" className="mb-8 max-w-read">
          <h2 id="epreuve" className="heading mb-2 text-24">
            {w.about}
          </h2>
          <p className="whitespace-pre-line">{session.description}</p>
        </section>
      ) : null}
      <Booking key={session.code} session={session} />
    </>
  );
}

/** Where those who have tickets find them: what a change means for them stands there. */
function OwnOrders() {
  const w = useWords(saleTermsWords).change;
  return (
    <Link to="/commandes" className="link inline-flex min-h-11 items-center">
      {w.findOrder}
    </Link>
  );
}

function BackLink() {
  const w = useWords(shopWords).session;
  return (
    <Link to="/epreuves" className="link inline-flex min-h-11 items-center gap-1.5">
      <Icon name="arrowLeft" size={20} />
      {w.back}
    </Link>
  );
}

function StaleNotice({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const w = useWords(shopWords).session;
  const common = useWords(commonWords);
  if (error instanceof ApiError && error.code === 'overloaded') {
    return (
      <div className="mb-6">
        <CrowdedBanner error={error} onRetry={onRetry} />
      </div>
    );
  }
  return (
    <div className="mb-6">
      <Banner
        tone="warn"
        title={w.stale}
        actions={
          <Button variant="secondary" onClick={onRetry}>
            {common.actions.retry}
          </Button>
        }
      />
    </div>
  );
}

function PageSkeleton() {
  return (
    <Skeleton>
      <div className="flex flex-col gap-6">
        <SkeletonBlock className="h-28 w-full rounded-card" />
        <SkeletonBlock className="h-6 w-3/5" />
        <SkeletonBlock className="h-96 w-full rounded-card" />
      </div>
    </Skeleton>
  );
}
