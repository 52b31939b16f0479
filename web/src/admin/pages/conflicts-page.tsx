import type { Conflict } from '@og-tickets/contract/gate-desk.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { formatDate } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { useLanguage } from '../../words/language.ts';
import { conflictsQuery } from '../parts/gate-queries.ts';
import { Moment } from '../parts/moment.tsx';
import { ResolveConflict } from '../parts/resolve-conflict.tsx';

/** Scans that cannot all be right, each with both times and gates, for a supervisor to decide. */
export function ConflictsPage() {
  const w = useWords(gateDeskWords).conflicts;
  const [state, setState] = useState<'open' | 'resolved'>('open');
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col gap-6">
        <div className="max-w-60">
          <Select
            label={w.state}
            value={state}
            onChange={(event) => setState(event.target.value === 'resolved' ? 'resolved' : 'open')}
          >
            <option value="open">{w.open}</option>
            <option value="resolved">{w.resolved}</option>
          </Select>
        </div>
        <Conflicts state={state} />
      </div>
    </>
  );
}

function Conflicts({ state }: { state: 'open' | 'resolved' }) {
  const w = useWords(gateDeskWords).conflicts;
  const [chosen, setChosen] = useState<Conflict>();
  const conflicts = useQuery(conflictsQuery(state));
  if (conflicts.error && !conflicts.data) {
    return <FailedQuery error={conflicts.error} onRetry={() => void conflicts.refetch()} />;
  }
  if (!conflicts.data) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-64 w-full rounded-card" />
      </Skeleton>
    );
  }
  return (
    <>
      <p className="font-semibold">{w.count(conflicts.data.open)}</p>
      {conflicts.data.items.length === 0 ? (
        <EmptyState icon="check" title={w.emptyTitle}>
          {w.emptyText}
        </EmptyState>
      ) : (
        <ul className="grid gap-4 xl:grid-cols-2">
          {conflicts.data.items.map((conflict) => (
            <Card key={conflict.id} as="li" className="flex flex-col items-start gap-3 p-4">
              <ConflictCard conflict={conflict} />
              {conflict.resolved === null ? <Button onClick={() => setChosen(conflict)}>{w.resolve}</Button> : null}
            </Card>
          ))}
        </ul>
      )}
      <ResolveConflict conflict={chosen} onClose={() => setChosen(undefined)} />
    </>
  );
}

function ConflictCard({ conflict }: { conflict: Conflict }) {
  const w = useWords(gateDeskWords).conflicts;
  const language = useLanguage();
  const { resolved } = conflict;
  return (
    <>
      <h2 className="heading text-18">{w.kinds[conflict.kind]}</h2>
      <p className="text-muted">
        <span className="code">{conflict.session}</span>
        {conflict.orderCode === null ? null : ` · ${w.order(conflict.orderCode)}`}
        {conflict.category === null ? null : ` · ${conflict.category}`}
      </p>
      {conflict.kind === 'quarantine' ? null : <p>{w.insideOf(conflict.inside, conflict.places)}</p>}
      <ScanList conflict={conflict} />
      <p className="text-14 text-muted">
        {w.openedAt} <Moment at={conflict.openedAt} />
      </p>
      {resolved === null ? null : (
        <div className="flex flex-col gap-1">
          <Badge tone="ok" icon="check">
            {w.decisions[resolved.decision]}
          </Badge>
          <p className="text-16">{resolved.reason}</p>
          <p className="text-14 text-muted">
            {w.resolvedBy(resolved.by, formatDate(resolved.at, deviceTimeZone(), 'short', language))}
          </p>
        </div>
      )}
    </>
  );
}

/** Every scan with its time and gate: what a supervisor compares. */
function ScanList({ conflict }: { conflict: Conflict }) {
  const w = useWords(gateDeskWords);
  const language = useLanguage();
  return (
    <ol aria-label={w.conflicts.scans} className="flex w-full flex-col gap-2">
      {conflict.scans.map((scan) => (
        <li key={scan.scanId} className="rounded-field border border-line px-3 py-2">
          <p className="font-semibold">
            {w.conflicts.scanText(formatDate(scan.scannedAt, deviceTimeZone(), 'short', language), scan.gate)}
          </p>
          <p className="text-14 text-muted">
            {[
              w.log.direction[scan.direction],
              scan.controller,
              scan.device,
              scan.offline ? w.log.offline : null,
              w.conflicts.scanStates[scan.state],
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ol>
  );
}
