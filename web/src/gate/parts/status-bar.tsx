import { useEffect, useRef, useState } from 'react';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { OfflineNotice } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { scannerWords } from '../../words/scanner.ts';
import type { GateState } from '../offline/gate-state.ts';
import type { OfflineGate } from '../offline/offline-gate.ts';
import type { DeskState } from '../scanning/desk.ts';
import type { Station } from '../scanning/station.ts';

/** A list older than this is amber, and red after an hour. */
const AMBER_MINUTES = 10;
const RED_MINUTES = 60;
const LOOK_AGAIN_MS = 5_000;
const MINUTE_MS = 60_000;

interface Counts {
  entered: number;
  expected: number;
}

/** Where this desk stands and how many have entered. */
export function StationHead(props: { station: Station; counts: Counts | undefined; onChange: () => void }) {
  const { station, counts, onChange } = props;
  const words = useWords(gateWords);
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <PageHeading title={words.title} hidden />
        <p className="heading text-20">
          <span className="code mr-2">{station.session}</span>
          {station.title}
        </p>
        <p className="figures text-muted">
          {words.desk.gate(station.gate)}
          {counts ? ` · ${words.desk.entered(counts.entered, counts.expected)}` : null}
        </p>
      </div>
      <Button variant="quiet" onClick={onChange} className="min-h-18">
        {words.station.change}
      </Button>
    </div>
  );
}

/** Network, age of the list, scans that wait, entries of the last minute: always in sight. */
export function GateStatus({ gate, state, desk }: { gate: OfflineGate; state: GateState; desk: DeskState }) {
  const w = useWords(scannerWords);
  const nowMs = useNow();
  const minutes =
    state.listAtMs === null ? null : Math.max(0, Math.floor((gate.clock.nowMs() - state.listAtMs) / MINUTE_MS));
  const age = minutes === null || minutes < AMBER_MINUTES ? 'ok' : minutes < RED_MINUTES ? 'warn' : 'danger';
  const { trouble, waiting, clockDoubtful, online } = state;
  useSaidWhenChanged(online ? w.status.nowOnline : w.status.nowOffline);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Badge tone={online ? 'ok' : 'warn'} icon={online ? 'check' : 'offline'}>
          {online ? w.status.online : w.status.offline}
        </Badge>
        {minutes === null ? null : (
          <Badge tone={age} icon={age === 'ok' ? 'clock' : 'alert'}>
            {w.list.age(minutes)}
          </Badge>
        )}
        <Badge tone={waiting > 0 ? 'warn' : 'neutral'} icon="ticket">
          {w.status.waiting(waiting)}
        </Badge>
        <EntryRate desk={desk} nowMs={nowMs} />
      </div>
      <div role="status" className="flex flex-col gap-3 empty:hidden">
        {age === 'danger' ? <Banner tone="danger">{w.list.old}</Banner> : null}
        {clockDoubtful ? <Banner tone="warn">{w.status.clock}</Banner> : null}
        {trouble?.kind === 'unsigned' ? <Banner tone="danger">{w.list.unsigned}</Banner> : null}
        {trouble?.kind === 'refused' ? (
          <Banner tone="danger" title={w.status.refused}>
            {trouble.detail}
          </Banner>
        ) : null}
      </div>
    </div>
  );
}

/** Where no list and no queue is kept: entries of the last minute, and the network only while it is gone. */
export function DeskStatus({ desk }: { desk: DeskState }) {
  const nowMs = useNow();
  return (
    <div className="flex flex-col gap-3">
      <OfflineNotice />
      <div className="flex">
        <EntryRate desk={desk} nowMs={nowMs} />
      </div>
    </div>
  );
}

function EntryRate({ desk, nowMs }: { desk: DeskState; nowMs: number }) {
  const { status } = useWords(scannerWords);
  const rate = desk.entered.reduce((sum, { atMs, places }) => sum + (atMs > nowMs - MINUTE_MS ? places : 0), 0);
  return (
    <Badge icon="clock">
      <span aria-hidden="true">{status.rate(rate)}</span>
      <span className="sr-only">{status.rateLong(rate)}</span>
    </Badge>
  );
}

/** Has it said when it becomes another, not when it is first shown. */
function useSaidWhenChanged(text: string): void {
  const said = useRef(text);
  useEffect(() => {
    if (said.current !== text) announce(text);
    said.current = text;
  }, [text]);
}

function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
