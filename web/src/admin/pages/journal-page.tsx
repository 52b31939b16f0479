import { listAuditEntries } from '@og-tickets/contract/audit.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { adminWords } from '../../words/admin.ts';
import { useWords } from '../../words/book.ts';
import { journalWords } from '../../words/journal.ts';
import { type JournalFilter, journalQuery } from '../journal-filter.ts';
import { ChainState } from '../parts/chain-state.tsx';
import { JournalFilters } from '../parts/journal-filters.tsx';
import { JournalTable } from '../parts/journal-table.tsx';

/** Who did what, when, from where, before and after. */
export function JournalPage() {
  const w = useWords(journalWords);
  const filter = useSearch({ from: '/admin/journal' });
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col gap-6">
        <ChainState />
        <JournalFilters filter={filter} />
        <Entries filter={filter} />
      </div>
    </>
  );
}

function Entries({ filter }: { filter: JournalFilter }) {
  const w = useWords(journalWords);
  const shared = useWords(adminWords);
  const entries = useInfiniteQuery({
    queryKey: ['admin', 'journal', filter],
    queryFn: ({ pageParam, signal }) =>
      call(listAuditEntries, {
        query: { ...journalQuery(filter), ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  if (entries.error && !entries.data) {
    return <FailedQuery error={entries.error} onRetry={() => void entries.refetch()} />;
  }
  if (!entries.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-96 w-full rounded-card" />
      </Skeleton>
    );
  }
  const items = entries.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon="clock" title={w.emptyTitle}>
        {w.emptyText}
      </EmptyState>
    );
  }
  return (
    <div className={`flex flex-col items-start gap-4 *:w-full ${entries.isPlaceholderData ? 'opacity-60' : ''}`}>
      <p className="text-14 text-muted">{shared.timeZone(deviceTimeZone())}</p>
      <JournalTable entries={items} />
      {entries.isFetchNextPageError ? <FormFailure error={entries.error} /> : null}
      {entries.hasNextPage ? (
        <Button
          variant="secondary"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
          className="sm:w-auto!"
        >
          {shared.more}
        </Button>
      ) : null}
    </div>
  );
}
