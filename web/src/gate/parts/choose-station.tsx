import { listGateSessions } from '@og-tickets/contract/admissions.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { call } from '../../api/call.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DateTime } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ErrorState, Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { gateWords } from '../../words/gate.ts';
import { unlockSound } from '../scanning/tone.ts';
import type { Station } from '../scanning/station.ts';
import { scannerWords } from '../../words/scanner.ts';

/** Chooses session and gate, once a shift. */
export function ChooseStation(props: {
  onChosen: (station: Station) => void;
  /** Ends the shift. */
  end: ReactNode;
  /** A scanner may be for some sessions and one gate only. */
  only?: { sessions: readonly string[] | null; gate: string | null };
  /** The session that was chosen before has ended. */
  sessionOver?: boolean;
}) {
  const { onChosen, end, only, sessionOver = false } = props;
  const w = useWords(gateWords).station;
  const s = useWords(scannerWords).shift;
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [gate, setGate] = useState<string>();
  const [missing, setMissing] = useState(false);
  const q = useDeferredValue(search.trim());
  const sessions = useQuery({
    queryKey: ['gate-sessions', q],
    queryFn: ({ signal }) => call(listGateSessions, { query: q === '' ? {} : { q }, signal }),
    placeholderData: (before) => before,
  });
  // Asking again gives nobody a right.
  const isForbidden = sessions.error instanceof ApiError && sessions.error.status === 403;
  const allowed = only?.sessions;
  const items = (sessions.data?.items ?? []).filter(({ code }) => allowed?.includes(code) ?? true);
  const session = items.find(({ code }) => code === chosen);
  const gates = (session?.gates ?? []).filter((code) => only?.gate == null || code === only.gate);
  useAnnouncedCount(q, sessions.isPlaceholderData || !sessions.data ? undefined : items.length);
  const atGate = gate !== undefined && gates.includes(gate) ? gate : gates[0];
  const start = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissing(session === undefined);
    if (session === undefined) event.currentTarget.querySelector<HTMLInputElement>('input[type=radio]')?.focus();
    if (session === undefined || atGate === undefined) return;
    unlockSound();
    const { title, timezone } = session.summary;
    onChosen({ session: session.code, gate: atGate, title, timeZone: timezone });
  };
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      {sessionOver ? (
        <div role="status" className="mb-6">
          <Banner tone="info">{s.sessionOver}</Banner>
        </div>
      ) : null}
      <form onSubmit={start} className="flex max-w-read flex-col gap-6">
        <TextField
          type="search"
          label={w.search}
          hint={w.searchHint}
          value={search}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
        />
        {sessions.isPending ? (
          <Skeleton>
            <SkeletonBlock className="h-60 w-full" />
          </Skeleton>
        ) : null}
        {sessions.isError && !sessions.data ? (
          <ErrorState
            failure={sessions.error instanceof ApiError ? sessions.error : {}}
            onRetry={isForbidden ? undefined : () => void sessions.refetch()}
          />
        ) : null}
        {sessions.data ? (
          <fieldset className="flex max-h-[50dvh] flex-col gap-2 overflow-y-auto p-1">
            <legend className="mb-2 font-semibold">{w.sessions}</legend>
            {items.length === 0 ? <p className="text-muted">{w.none}</p> : null}
            {items.map(({ code, summary }) => (
              <label key={code} className={optionLook}>
                <input
                  type="radio"
                  name="session"
                  value={code}
                  checked={chosen === code}
                  onChange={() => setChosen(code)}
                  className="size-6 shrink-0 accent-cobalt"
                />
                <span className="min-w-0">
                  <span className="code mr-2">{code}</span>
                  {summary.title}
                  <span className="block text-16 text-muted">
                    <DateTime at={summary.startsAt} timeZone={summary.timezone} show="short" /> · {summary.venue.name}
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
        ) : null}
        {session ? (
          <fieldset className="flex flex-wrap gap-2">
            <legend className="mb-2 font-semibold">{w.gate}</legend>
            {gates.map((code) => (
              <label key={code} className={`${optionLook} min-w-24`}>
                <input
                  type="radio"
                  name="gate"
                  value={code}
                  checked={atGate === code}
                  onChange={() => setGate(code)}
                  className="size-6 accent-cobalt"
                />
                <span className="text-20 font-semibold">{code}</span>
              </label>
            ))}
          </fieldset>
        ) : null}
        {missing ? (
          <div role="alert">
            <Banner tone="danger">{w.missing}</Banner>
          </div>
        ) : null}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" className="min-h-18 grow">
            {w.start}
          </Button>
          {end}
        </div>
      </form>
    </>
  );
}

/** Says how many sessions there are for the words that were typed. */
function useAnnouncedCount(words: string, count: number | undefined): void {
  const w = useWords(gateWords).station;
  const said = useRef('');
  useEffect(() => {
    if (count === undefined || said.current === words) return;
    said.current = words;
    announce(count === 0 ? w.none : w.count(count));
  }, [words, count, w]);
}

const optionLook =
  'shrink-0 flex min-h-18 cursor-pointer items-center gap-4 rounded-card border-2 border-line bg-paper px-4 py-2 has-checked:border-cobalt has-checked:bg-cobalt-tint';
