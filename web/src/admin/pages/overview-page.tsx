import { listAuditEntries } from '@og-tickets/contract/audit.ts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Banner } from '../../ui/banner.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { formatDate } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { adminWords } from '../../words/admin.ts';
import { useWords } from '../../words/book.ts';
import { journalWords } from '../../words/journal.ts';
import { useLanguage } from '../../words/language.ts';
import { DashboardPart } from '../parts/dashboard.tsx';
import { invariantsQuery } from '../parts/invariants-query.ts';
import { JournalTable } from '../parts/journal-table.tsx';

/** Where an admin begins: what asks for a decision, then what was done last. */
export function OverviewPage() {
  const w = useWords(adminWords);
  return (
    <>
      <PageHeading title={w.nav.overview} lead={w.overview.lead} />
      <div className="flex flex-col gap-8">
        <section aria-labelledby="watch" className="flex flex-col gap-3">
          <h2 id="watch" className="heading text-24">
            {w.overview.watch}
          </h2>
          <PromiseAlert />
        </section>
        <DashboardPart />
        <LastActions />
      </div>
    </>
  );
}

function PromiseAlert() {
  const w = useWords(adminWords).overview;
  const language = useLanguage();
  const checks = useQuery(invariantsQuery);
  if (checks.error && !checks.data) return <FailedQuery error={checks.error} onRetry={() => void checks.refetch()} />;
  if (!checks.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-16 w-full" />
      </Skeleton>
    );
  }
  const { items } = checks.data;
  const [newest] = items
    .map(({ checkedAt }) => checkedAt)
    .toSorted()
    .toReversed();
  const broken = items.filter(({ violation }) => violation !== null).length;
  const link = (
    <ButtonLink to="/admin/promesses" variant="quiet">
      {w.seeInvariants}
    </ButtonLink>
  );
  if (newest === undefined) return <Banner tone="info">{w.neverChecked}</Banner>;
  if (broken > 0) return <Banner tone="danger" title={w.broken(broken)} actions={link} />;
  return (
    <Banner tone="ok" title={w.allWell} actions={link}>
      {w.allWellText(items.length, formatDate(newest, deviceTimeZone(), 'time', language))}
    </Banner>
  );
}

function LastActions() {
  const w = useWords(adminWords).overview;
  const journal = useWords(journalWords);
  const last = useQuery({
    queryKey: ['admin', 'journal', 'last'],
    queryFn: ({ signal }) => call(listAuditEntries, { query: { limit: 5 }, signal }),
    staleTime: 0,
  });
  if (last.error && !last.data) return <FailedQuery error={last.error} onRetry={() => void last.refetch()} />;
  const items = last.data?.items ?? [];
  return (
    <section aria-labelledby="last" className="flex flex-col items-start gap-3 *:w-full">
      <h2 id="last" className="heading text-24">
        {w.lastActions}
      </h2>
      {last.data && items.length === 0 ? <p className="text-muted">{journal.emptyTitle}</p> : null}
      {items.length > 0 ? <JournalTable entries={items} /> : null}
      <ButtonLink to="/admin/journal" variant="quiet" className="sm:w-auto!">
        {w.seeJournal}
      </ButtonLink>
    </section>
  );
}
