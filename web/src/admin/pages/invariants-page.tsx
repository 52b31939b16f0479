import { checkInvariants, type InvariantCheck } from '@og-tickets/contract/invariants.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDate } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { invariantsWords } from '../../words/invariants.ts';
import { useLanguage } from '../../words/language.ts';
import { invariantsQuery } from '../parts/invariants-query.ts';
import { Moment } from '../parts/moment.tsx';

/** The promises of the shop, as the database last answered for each. */
export function InvariantsPage() {
  const w = useWords(invariantsWords);
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: () => call(checkInvariants, {}),
    onSuccess: (found) => {
      client.setQueryData(invariantsQuery.queryKey, found);
      announce(w.checkedNow);
    },
  });
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col items-start gap-6 *:w-full">
        <Button className="sm:w-auto!" onClick={() => check.mutate()} loading={check.isPending}>
          {w.checkNow}
        </Button>
        {check.error ? <FormFailure error={check.error} /> : null}
        <Promises />
      </div>
    </>
  );
}

function Promises() {
  const w = useWords(invariantsWords);
  const checks = useQuery(invariantsQuery);
  if (checks.error && !checks.data) return <FailedQuery error={checks.error} onRetry={() => void checks.refetch()} />;
  if (!checks.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-96 w-full rounded-card" />
      </Skeleton>
    );
  }
  const { items } = checks.data;
  if (items.length === 0) {
    return (
      <EmptyState icon="clock" title={w.neverTitle}>
        {w.neverText}
      </EmptyState>
    );
  }
  const broken = items.filter(({ violation }) => violation !== null).length;
  return (
    <>
      {broken === 0 ? (
        <Banner tone="ok" title={w.allHold} />
      ) : (
        <div role="alert">
          <Banner tone="danger" title={w.someBroken(broken)}>
            {w.someBrokenText}
          </Banner>
        </div>
      )}
      <PromiseTable checks={items} />
    </>
  );
}

function PromiseTable({ checks }: { checks: readonly InvariantCheck[] }) {
  const w = useWords(invariantsWords);
  const columns: Column<InvariantCheck>[] = [
    { key: 'promise', heading: w.columns.promise, render: (check) => <PromiseText check={check} /> },
    { key: 'state', heading: w.columns.state, render: (check) => <PromiseState check={check} /> },
    { key: 'checked', heading: w.columns.checked, render: ({ checkedAt }) => <Moment at={checkedAt} show="time" /> },
    { key: 'took', heading: w.columns.took, align: 'right', render: ({ durationMs }) => w.took(durationMs) },
  ];
  return <DataTable caption={w.caption} columns={columns} rows={checks} rowKey={({ name }) => name} />;
}

function PromiseText({ check: { name, violation } }: { check: InvariantCheck }) {
  const w = useWords(invariantsWords);
  return (
    <>
      {w.known(name) ? w.sentences[name] : <span className="code">{name}</span>}
      {violation === null ? null : (
        <span className="mt-1 block text-14 text-coral">
          {w.firstRow} <span className="code break-words">{violation}</span>
        </span>
      )}
    </>
  );
}

function PromiseState({ check: { brokenSince } }: { check: InvariantCheck }) {
  const w = useWords(invariantsWords);
  const language = useLanguage();
  if (brokenSince === null) {
    return (
      <Badge tone="ok" icon="check">
        {w.holds}
      </Badge>
    );
  }
  return (
    <>
      <Badge tone="danger" icon="alert">
        {w.broken}
      </Badge>{' '}
      <span className="text-14">{w.brokenSince(formatDate(brokenSince, deviceTimeZone(), 'short', language))}</span>
    </>
  );
}
