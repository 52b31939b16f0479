import { type LoggedScan, listScans } from '@og-tickets/contract/gate-desk.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { adminWords } from '../../words/admin.ts';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { Moment } from '../parts/moment.tsx';

/** Every scan of a session, newest first. */
export function ScanLogPage() {
  const w = useWords(gateDeskWords).log;
  const { sessionCode } = useParams({ from: '/admin/portes/$sessionCode/controles' });
  const back = (
    <Link to="/admin/portes/$sessionCode" params={{ sessionCode }} className="link">
      {w.back}
    </Link>
  );
  return (
    <>
      <PageHeading title={w.title(sessionCode)} above={back} />
      <Scans session={sessionCode} />
    </>
  );
}

function Scans({ session }: { session: string }) {
  const w = useWords(gateDeskWords).log;
  const shared = useWords(adminWords);
  const scans = useInfiniteQuery({
    queryKey: ['admin', 'scans', session],
    queryFn: ({ pageParam, signal }) =>
      call(listScans, { query: { session, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 0,
  });
  if (scans.error && !scans.data) return <FailedQuery error={scans.error} onRetry={() => void scans.refetch()} />;
  if (!scans.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-96 w-full rounded-card" />
      </Skeleton>
    );
  }
  const items = scans.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState icon="scan" title={w.none} />;
  return (
    <div className="flex flex-col items-start gap-4 *:w-full">
      <p className="text-14 text-muted">{shared.timeZone(deviceTimeZone())}</p>
      <ScanTable scans={items} />
      {scans.isFetchNextPageError ? <FormFailure error={scans.error} /> : null}
      {scans.hasNextPage ? (
        <Button
          variant="secondary"
          loading={scans.isFetchingNextPage}
          onClick={() => void scans.fetchNextPage()}
          className="sm:w-auto!"
        >
          {shared.more}
        </Button>
      ) : null}
    </div>
  );
}

function ScanTable({ scans }: { scans: readonly LoggedScan[] }) {
  const desk = useWords(gateDeskWords);
  const gate = useWords(gateWords);
  const w = desk.log;
  const columns: Column<LoggedScan>[] = [
    { key: 'at', heading: w.columns.at, render: ({ scannedAt }) => <Moment at={scannedAt} /> },
    {
      key: 'gate',
      heading: w.columns.gate,
      render: (scan) => `${scan.gate} · ${w.direction[scan.direction]}`,
    },
    { key: 'verdict', heading: w.columns.verdict, render: ({ verdict }) => gate.verdict[verdict] },
    { key: 'reason', heading: w.columns.reason, render: ({ reason }) => gate.reasons[reason] },
    { key: 'places', heading: w.columns.places, align: 'right', render: ({ places }) => places },
    {
      key: 'who',
      heading: w.columns.who,
      render: ({ controller, device, offline }) =>
        [controller, device, offline ? w.offline : null].filter(Boolean).join(' · '),
    },
    { key: 'state', heading: w.columns.state, render: ({ state }) => desk.conflicts.scanStates[state] },
  ];
  return <DataTable caption={w.caption} columns={columns} rows={scans} rowKey={({ scanId }) => scanId} />;
}
