import {
  type DataExport,
  readExport,
  readExportCsv,
  readExportJson,
  startExport,
} from '@og-tickets/contract/privacy.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { call, fetchFile } from '../../api/call.ts';
import { queryClient } from '../../api/query-client.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { DateTime } from '../../ui/format.tsx';
import { announce } from '../../ui/live.tsx';
import { deviceTimeZone } from '../../ui/time-zone.ts';
import { useWords } from '../../words/book.ts';
import { commonWords } from '../../words/common.ts';
import { privacyWords } from '../../words/privacy.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { saveFile } from '../../ui/save-file.ts';

const COPY = ['me', 'export'];
/** Between two looks at a copy that is being made. */
const LOOK_AGAIN_MS = 500;
/** Between two looks at one that is there, at least: this device's clock may be wrong. */
const EXPIRY_LOOK_MS = 60_000;

/** A copy of one's data: asked for, made while a bar shows it, then two files for a day. What becomes of it is announced. */
export function DataCopy() {
  const w = useWords(privacyWords).copy;
  const copy = useQuery({
    queryKey: COPY,
    queryFn: ({ signal }) => call(readExport, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => lookAgainMs(state.data?.export ?? null),
  });
  const start = useMutation({
    mutationFn: () => call(startExport, {}),
    onSuccess: (made) => {
      queryClient.setQueryData(COPY, { export: made });
      return queryClient.invalidateQueries({ queryKey: COPY });
    },
  });
  const made = copy.data?.export ?? null;
  useSpokenStatus(copy.data && (copy.data.export?.status ?? 'none'));
  if (copy.error && !copy.data) return <FailedQuery error={copy.error} onRetry={() => void copy.refetch()} />;
  return (
    <div className="flex flex-col items-start gap-4">
      {start.error ? <FormFailure error={start.error} /> : null}
      {made?.status === 'failed' ? <CopyFailed /> : null}
      {made?.status === 'expired' ? <p>{w.expired}</p> : null}
      {made?.status === 'waiting' ? (
        <p className="flex flex-wrap items-center gap-3 text-16">
          <progress max={made.total} value={made.done} aria-label={w.progress} className="h-3 w-48 accent-cobalt" />
          <span className="figures">{w.done(made.done, made.total)}</span>
        </p>
      ) : null}
      {made?.status === 'ready' ? (
        <CopyFiles copy={made} />
      ) : (
        <Button loading={start.isPending || made?.status === 'waiting'} onClick={() => start.mutate()}>
          {made?.status === 'failed' || made?.status === 'expired' ? w.again : w.start}
        </Button>
      )}
    </div>
  );
}

function CopyFailed() {
  const w = useWords(privacyWords).copy;
  const { pages } = useWords(commonWords).footer;
  return (
    <p>
      <span className="text-coral">{w.failed}</span>{' '}
      <Link to="/contact" className="link inline-flex min-h-11 items-center">
        {pages.contact}
      </Link>
    </p>
  );
}

function CopyFiles({ copy }: { copy: DataExport }) {
  const w = useWords(privacyWords).copy;
  const fetch = useMutation({
    mutationFn: (format: 'json' | 'csv') => fetchFile(format === 'json' ? readExportJson : readExportCsv, {}),
    onSuccess: (file, format) => saveFile(file, `mes-donnees.${format}`),
  });
  return (
    <>
      {fetch.error ? <FormFailure error={fetch.error} /> : null}
      <p className="text-16 text-muted">
        {w.until} <DateTime at={copy.expiresAt} timeZone={deviceTimeZone()} />
      </p>
      <div className="flex flex-wrap gap-3">
        <Button icon="download" loading={fetch.isPending} onClick={() => fetch.mutate('json')}>
          {w.json}
        </Button>
        <Button variant="secondary" icon="download" loading={fetch.isPending} onClick={() => fetch.mutate('csv')}>
          {w.csv}
        </Button>
      </div>
    </>
  );
}

/** Says what has become of a copy since the page was opened; undefined while the page does not know. */
function useSpokenStatus(status: DataExport['status'] | 'none' | undefined): void {
  const { spoken } = useWords(privacyWords).copy;
  const before = useRef(status);
  useEffect(() => {
    // What the page finds when it opens is read with the page.
    const isNews = before.current !== undefined && before.current !== status;
    before.current = status;
    if (isNews && status !== undefined && status !== 'none') announce(spoken[status]);
  }, [status, spoken]);
}

/** When a copy may have become another: soon while it is made, at its end once it is there. */
function lookAgainMs(made: DataExport | null): number | false {
  if (made?.status === 'waiting') return LOOK_AGAIN_MS;
  if (made?.status !== 'ready') return false;
  return Math.max(EXPIRY_LOOK_MS, Date.parse(made.expiresAt) - Date.now());
}
