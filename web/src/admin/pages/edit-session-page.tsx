import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { formatDate } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useLanguage } from '../../words/language.ts';
import { sessionQuery } from '../catalogue/queries.ts';
import { RefundRuns } from '../catalogue/refund-runs.tsx';
import { SessionActions } from '../catalogue/session-actions.tsx';
import { SessionEditor } from '../catalogue/session-editor.tsx';
import { StatusBadge } from '../catalogue/status-badge.tsx';

/** One session: its state, its form, and what cancels or moves it. */
export function EditSessionPage() {
  const w = useWords(catalogueWords).session;
  const language = useLanguage();
  const { code } = useParams({ from: '/admin/epreuves/$code' });
  const session = useQuery(sessionQuery(code));
  const back = <Link to="/admin/epreuves">{w.back}</Link>;
  if (session.error && !session.data) {
    return (
      <>
        <PageHeading title={w.title(code)} above={back} />
        <FailedQuery error={session.error} onRetry={() => void session.refetch()} />
      </>
    );
  }
  if (!session.data) {
    return (
      <>
        <PageHeading title={w.title(code)} above={back} />
        <Skeleton>
          <SkeletonBlock className="h-96 w-full rounded-card" />
        </Skeleton>
      </>
    );
  }
  const { lastEdit, version, title, status } = session.data;
  return (
    <>
      <PageHeading title={w.title(code)} above={back} lead={title[language]} />
      <div className="flex flex-col gap-6">
        <p className="flex flex-wrap items-center gap-3 text-16 text-muted">
          <StatusBadge status={status} />
          {w.version(version)}{' '}
          {lastEdit === null
            ? null
            : w.lastEdit(lastEdit.by ?? w.erased, formatDate(lastEdit.at, deviceTimeZone(), 'short', language))}
        </p>
        <SessionActions session={session.data} />
        <SessionEditor key={code} session={session.data} />
        <RefundRuns session={session.data} />
      </div>
    </>
  );
}
