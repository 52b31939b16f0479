import { listGateSessions } from '@og-tickets/contract/admissions.ts';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useCallback, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { OfflineNotice } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import type { Station } from '../scanning/station.ts';
import { useScans } from '../scanning/use-scans.ts';
import { Camera } from './camera.tsx';
import { LastScans } from './last-scans.tsx';
import { PlacesChoice } from './places-choice.tsx';
import { useResultWords, VerdictScreen } from './verdict.tsx';

const REFRESH_COUNTS_MS = 15_000;

/** Where tickets are read: camera, connected reader or keyboard; the verdict takes the whole screen. */
export function ScanDesk({ station, onChange }: { station: Station; onChange: () => void }) {
  const words = useWords(gateWords);
  const w = words.desk;
  const say = useResultWords(station.timeZone);
  const scans = useScans(station, (result) => `${words.verdict[result.verdict]}. ${say(result)}`);
  const [places, setPlaces] = useState<number>();
  const { dismiss, read } = scans;
  const next = useCallback(() => {
    setPlaces(undefined);
    dismiss();
  }, [dismiss]);
  const onCode = useCallback((text: string) => read(text, places), [read, places]);
  return (
    <>
      <div inert={scans.shown !== undefined} className="mx-auto flex w-full max-w-xl flex-col gap-6">
        <StationBar station={station} scanned={scans.last.length} onChange={onChange} />
        <OfflineNotice />
        {scans.error ? (
          <div role="alert">
            <Banner
              tone="danger"
              actions={
                <Button variant="secondary" onClick={scans.again} loading={scans.sending}>
                  {w.again}
                </Button>
              }
            >
              {scans.error instanceof ApiError && scans.error.status > 0 ? scans.error.detail : w.noAnswer}
            </Banner>
          </div>
        ) : null}
        <Camera onCode={onCode} paused={scans.shown !== undefined || scans.sending} />
        <PlacesChoice places={places} onChange={setPlaces} />
        <ManualEntry onCode={onCode} sending={scans.sending} />
        <LastScans scans={scans.last} timeZone={station.timeZone} />
      </div>
      {scans.shown ? <VerdictScreen scan={scans.shown} timeZone={station.timeZone} onNext={next} /> : null}
    </>
  );
}

function StationBar({ station, scanned, onChange }: { station: Station; scanned: number; onChange: () => void }) {
  const words = useWords(gateWords);
  const { data } = useQuery({
    // The count is asked for again after each scan of this device, and now and then for those of the others.
    queryKey: ['gate-sessions', station.session, scanned],
    queryFn: ({ signal }) => call(listGateSessions, { query: { q: station.session }, signal }),
    refetchInterval: REFRESH_COUNTS_MS,
    placeholderData: (before) => before,
  });
  const session = data?.items.find(({ code }) => code === station.session);
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
          {session ? ` · ${words.desk.entered(session.entered, session.expected)}` : null}
        </p>
      </div>
      <Button variant="quiet" onClick={onChange}>
        {words.station.change}
      </Button>
    </div>
  );
}

function ManualEntry({ onCode, sending }: { onCode: (text: string) => void; sending: boolean }) {
  const w = useWords(gateWords).desk;
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onCode(text);
    setText('');
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <TextField
        label={w.manual}
        hint={w.manualHint}
        value={text}
        maxLength={300}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="code"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" variant="secondary" loading={sending} className="min-h-18">
        {w.check}
      </Button>
    </form>
  );
}
