import { listGateSessions } from '@og-tickets/contract/admissions.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { call } from '../../api/call.ts';
import { useStoreLater, useStorePart } from '../../api/store.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { scannerWords } from '../../words/scanner.ts';
import type { GateState } from '../offline/gate-state.ts';
import type { OfflineGate } from '../offline/offline-gate.ts';
import { Desk, type Reading } from '../scanning/desk.ts';
import type { Station } from '../scanning/station.ts';
import { unlockSoundWhenTouched } from '../scanning/tone.ts';
import { useWedgeReader } from '../scanning/use-wedge.ts';
import { Camera } from './camera.tsx';
import { Choice } from './choice.tsx';
import { LastScans } from './last-scans.tsx';
import { ManualEntry } from './manual-entry.tsx';
import { AskPlaces, PlacesChoice, type PlacesRule, placesOfCode } from './places-choice.tsx';
import { SearchTickets } from './search-tickets.tsx';
import { DeskStatus, GateStatus, StationHead } from './status-bar.tsx';
import { VerdictScreen } from './verdict.tsx';

const REFRESH_COUNTS_MS = 15_000;

interface DeskProps {
  station: Station;
  /** What decides without network; null for a login that is not tied to a scanner: the server alone decides. */
  gate: OfflineGate | null;
  supervisor: boolean;
  onChange: () => void;
  children?: ReactNode;
}

/** Where tickets are read: camera, connected reader, keyboard or search; the verdict takes the whole screen. */
export function ScanDesk({ station, gate, supervisor, onChange, children }: DeskProps) {
  const words = useWords(gateWords);
  const s = useWords(scannerWords);
  const desk = useMemo(() => new Desk(station, gate), [station, gate]);
  const state = useStoreLater(desk.state);
  const gateState = useGateState(gate);
  const [rule, setRule] = useState<PlacesRule>('all');
  const [direction, setDirection] = useState<Reading['direction']>('in');
  const [group, setGroup] = useState<{ shows: Reading['shows']; places: number }>();
  const [searching, setSearching] = useState(false);
  const { shown, failure, sending } = state;
  const next = useCallback(() => {
    setRule((now) => (now === 'ask' ? now : 'all'));
    desk.dismiss();
  }, [desk]);
  const read = (shows: Reading['shows'], groupPlaces: number) => {
    if (group !== undefined) return;
    if (rule === 'ask' && groupPlaces > 1) setGroup({ shows, places: groupPlaces });
    else desk.read({ shows, direction, places: rule === 'all' || rule === 'ask' ? undefined : Number(rule) });
  };
  const onCode = (text: string) => read({ code: text }, placesOfCode(text));
  useWedgeReader(onCode);
  useEffect(unlockSoundWhenTouched, []);
  const counts = useCounts(station, gateState, state.last.length);
  return (
    <>
      <UnderVerdict desk={desk} covered={group !== undefined}>
        <StationHead station={station} counts={counts} onChange={onChange} />
        {gate && gateState ? <GateStatus gate={gate} state={gateState} desk={state} /> : <DeskStatus desk={state} />}
        {children}
        {failure ? (
          <div role="alert">
            <Banner
              tone="danger"
              actions={
                <Button variant="secondary" onClick={failure.again} loading={sending} className="min-h-18">
                  {words.desk.again}
                </Button>
              }
            >
              {failure.error === 'storage'
                ? s.status.full
                : failure.error.status > 0
                  ? failure.error.detail
                  : words.desk.noAnswer}
            </Banner>
          </div>
        ) : null}
        {gateState?.reentry === true ? (
          <Choice
            legend={s.direction.label}
            name="direction"
            options={[
              { value: 'in', label: s.direction.in },
              { value: 'out', label: s.direction.out },
            ]}
            value={direction}
            onChange={setDirection}
          />
        ) : null}
        <Camera
          onCode={onCode}
          paused={shown !== null || sending || group !== undefined || searching}
          isBusy={() => desk.isDeciding()}
        />
        <PlacesChoice rule={rule} onChange={setRule} />
        <ManualEntry onCode={onCode} sending={sending} />
        <Button variant="secondary" icon="search" onClick={() => setSearching(true)} className="min-h-18">
          {s.search.open}
        </Button>
        <LastScans
          scans={state.last}
          timeZone={station.timeZone}
          supervisor={supervisor}
          onUndo={(scanId, reason) => desk.undo(scanId, reason)}
        />
      </UnderVerdict>
      {searching ? (
        <SearchTickets
          session={station.session}
          direction={direction}
          onClose={() => setSearching(false)}
          onChosen={(ticketId, left) => {
            setSearching(false);
            read({ ticketId }, left);
          }}
        />
      ) : null}
      {group === undefined ? null : (
        <AskPlaces
          places={group.places}
          onChosen={(places) => {
            setGroup(undefined);
            if (places !== null) desk.read({ shows: group.shows, direction, places });
          }}
        />
      )}
      <Verdict desk={desk} timeZone={station.timeZone} onNext={next} />
    </>
  );
}

/** The verdict of the moment; nothing else is drawn before it. */
function Verdict({ desk, timeZone, onNext }: { desk: Desk; timeZone: string; onNext: () => void }) {
  const shown = useStorePart(desk.state, (state) => state.shown);
  if (shown === null) return null;
  return (
    <VerdictScreen scan={shown} timeZone={timeZone} onNext={onNext} onAnswer={(letIn) => void desk.answer(letIn)} />
  );
}

/** What lies under a verdict: out of reach as soon as that was painted, and at once in reach again. */
function UnderVerdict({ desk, covered, children }: { desk: Desk; covered: boolean; children: ReactNode }) {
  const isShown = useStorePart(desk.state, ({ shown }) => shown !== null);
  const wasShown = useDeferredValue(isShown);
  return (
    <div inert={(isShown && wasShown) || covered} className="mx-auto flex w-full max-w-xl flex-col gap-6">
      {children}
    </div>
  );
}

const nothing = { get: () => null, subscribe: () => () => undefined };

function useGateState(gate: OfflineGate | null): GateState | null {
  return useStoreLater<GateState | null>(gate?.state ?? nothing);
}

/** How many have entered: by the list of this scanner, else as the server says now and then. */
function useCounts(station: Station, gateState: GateState | null, scanned: number) {
  const { data } = useQuery({
    // Asked again after each scan of this desk, and now and then for those of the others.
    queryKey: ['gate-sessions', station.session, scanned],
    queryFn: ({ signal }) => call(listGateSessions, { query: { q: station.session }, signal }),
    refetchInterval: REFRESH_COUNTS_MS,
    placeholderData: (before) => before,
    enabled: gateState === null,
  });
  return gateState ?? data?.items.find(({ code }) => code === station.session);
}
