import type { GateState } from '@og-tickets/contract/gate-desk.ts';
import { sessionName } from '@og-tickets/contract/rules/session-name.ts';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDate } from '../../ui/format.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { useLanguage } from '../../words/language.ts';
import { useGateState } from '../parts/gate-queries.ts';
import { GateSettings } from '../parts/gate-settings.tsx';
import { MinuteChart } from '../parts/minute-chart.tsx';
import { Postings } from '../parts/postings.tsx';

/** The entries of one session while people come in. */
export function LiveGatePage() {
  const w = useWords(gateDeskWords);
  const { sessionCode } = useParams({ from: '/admin/portes/$sessionCode' });
  const { state, live } = useGateState(sessionCode);
  const back = (
    <Link to="/admin/portes" className="link">
      {w.live.back}
    </Link>
  );
  return (
    <>
      <PageHeading
        title={w.live.title(sessionCode)}
        above={back}
        lead={state.data ? sessionName(state.data.summary) : undefined}
      />
      {state.error && !state.data ? (
        <FailedQuery error={state.error} onRetry={() => void state.refetch()} />
      ) : state.data ? (
        <Live state={state.data} live={live} />
      ) : (
        <Skeleton>
          <SkeletonBlock className="h-96 w-full rounded-card" />
        </Skeleton>
      )}
    </>
  );
}

function Live({ state, live }: { state: GateState; live: boolean }) {
  const { timezone } = state.summary;
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-wrap items-center gap-3">
        <Freshness at={state.at} live={live} timeZone={timezone} />
        <Projector />
        <LogLink code={state.session} />
      </div>
      <Figures state={state} />
      <ConflictAlert state={state} />
      <GateTable state={state} />
      <MinuteChart state={state} timeZone={timezone} />
      <RefusalTable state={state} />
      <GateSettings state={state} />
      <Postings session={state.session} gates={state.gates.map(({ gate }) => gate)} />
    </div>
  );
}

function Freshness({ at, live, timeZone }: { at: string; live: boolean; timeZone: string }) {
  const w = useWords(gateDeskWords).live;
  const language = useLanguage();
  return live ? (
    <Badge tone="ok" icon="check">
      {w.live}
    </Badge>
  ) : (
    <Badge tone="warn" icon="clock">
      {w.frozen(formatDate(at, timeZone, 'time', language))}
    </Badge>
  );
}

/** The page alone on a big screen. */
function Projector() {
  const w = useWords(gateDeskWords).live;
  return (
    <Button variant="quiet" onClick={() => void document.documentElement.requestFullscreen()}>
      {w.projector}
    </Button>
  );
}

function LogLink({ code }: { code: string }) {
  const w = useWords(gateDeskWords).live;
  return (
    <ButtonLink to="/admin/portes/$sessionCode/controles" params={{ sessionCode: code }} variant="quiet">
      {w.log}
    </ButtonLink>
  );
}

function Figures({ state }: { state: GateState }) {
  const w = useWords(gateDeskWords).live;
  const share = state.expected === 0 ? 0 : state.entered / state.expected;
  const minute = Math.floor(Date.parse(state.at) / 60_000) * 60_000;
  const now = state.minutes.filter(({ at }) => Date.parse(at) === minute);
  return (
    <dl className="grid gap-4 sm:grid-cols-3">
      <Figure name={w.entered} value={w.enteredText(state.entered, state.expected)}>
        <progress value={share} max={1} aria-label={w.entered} className="mt-2 h-2 w-full accent-cobalt" />
      </Figure>
      <Figure name={w.inside} value={String(state.inside)} />
      <Figure name={w.lastMinute} value={String(now.reduce((sum, { entered }) => sum + entered, 0))} />
    </dl>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children?: ReactNode }) {
  return (
    <Card className="p-4">
      <dt className="text-16 text-muted">{name}</dt>
      <dd className="heading figures text-24">
        {value}
        {children}
      </dd>
    </Card>
  );
}

function ConflictAlert({ state }: { state: GateState }) {
  const w = useWords(gateDeskWords);
  if (state.openConflicts === 0 && state.quarantined === 0) return null;
  const link = (
    <ButtonLink to="/admin/conflits" variant="secondary">
      {w.live.seeConflicts}
    </ButtonLink>
  );
  return (
    <Banner tone="danger" title={w.conflicts.count(state.openConflicts)} actions={link}>
      {state.quarantined > 0 ? w.live.quarantined(state.quarantined) : null}
    </Banner>
  );
}

type GateRow = GateState['gates'][number];

function GateTable({ state }: { state: GateState }) {
  const w = useWords(gateDeskWords).live;
  const none = useWords(gateDeskWords).devices.never;
  const language = useLanguage();
  const columns: Column<GateRow>[] = [
    { key: 'gate', heading: w.gateColumns.gate, render: ({ gate }) => <span className="font-semibold">{gate}</span> },
    { key: 'entered', heading: w.gateColumns.entered, align: 'right', render: ({ entered }) => entered },
    { key: 'refused', heading: w.gateColumns.refused, align: 'right', render: ({ refused }) => refused },
    {
      key: 'last',
      heading: w.gateColumns.last,
      render: ({ lastScanAt }) =>
        lastScanAt === null ? none : formatDate(lastScanAt, state.summary.timezone, 'time', language),
    },
    { key: 'devices', heading: w.gateColumns.devices, align: 'right', render: ({ devices }) => devices },
    { key: 'who', heading: w.gateColumns.who, render: ({ controllers }) => controllers.join(', ') },
  ];
  return (
    <DataTable caption={w.perGate} captionShown columns={columns} rows={state.gates} rowKey={({ gate }) => gate} />
  );
}

function RefusalTable({ state }: { state: GateState }) {
  const w = useWords(gateDeskWords).live;
  const { reasons } = useWords(gateWords);
  const columns: Column<GateState['refusals'][number]>[] = [
    { key: 'reason', heading: w.refusalColumns.reason, render: ({ reason }) => reasons[reason] },
    { key: 'scans', heading: w.refusalColumns.scans, align: 'right', render: ({ scans }) => scans },
  ];
  if (state.refusals.length === 0) return <p className="text-muted">{w.noRefusals}</p>;
  return (
    <DataTable
      caption={w.refusals}
      captionShown
      columns={columns}
      rows={state.refusals}
      rowKey={({ reason }) => reason}
    />
  );
}
