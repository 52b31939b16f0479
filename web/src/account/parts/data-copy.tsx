import { readExport, readExportCsv, readExportJson, startExport } from '@og-tickets/contract/privacy.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call, fetchFile } from '../../api/call.ts';
import { queryClient } from '../../api/query-client.ts';
import { FailedQuery } from '../../shell/failed-query.tsx';
import { Button } from '../../ui/button.tsx';
import { DateTime } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { privacyWords } from '../../words/privacy.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { saveFile } from '../../ui/save-file.ts';

const COPY = ['me', 'export'];
/** Between two looks at a copy that is being made. */
const LOOK_AGAIN_MS = 500;

/** A copy of one's data: asked for, made while a bar shows it, then two files for a day. */
export function DataCopy() {
  const w = useWords(privacyWords).copy;
  const copy = useQuery({
    queryKey: COPY,
    queryFn: ({ signal }) => call(readExport, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.export?.status === 'waiting' ? LOOK_AGAIN_MS : false),
  });
  const start = useMutation({
    mutationFn: () => call(startExport, {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: COPY }),
  });
  const fetch = useMutation({
    mutationFn: (format: 'json' | 'csv') => fetchFile(format === 'json' ? readExportJson : readExportCsv, {}),
    onSuccess: (file, format) => saveFile(file, `mes-donnees.${format}`),
  });
  if (copy.error && !copy.data) return <FailedQuery error={copy.error} onRetry={() => void copy.refetch()} />;
  const made = copy.data?.export ?? null;
  const error = start.error ?? fetch.error;
  return (
    <div className="flex flex-col items-start gap-4">
      {error ? <FormFailure error={error} /> : null}
      {made?.status === 'failed' ? <p className="text-coral">{w.failed}</p> : null}
      {made?.status === 'waiting' ? (
        <p className="flex flex-wrap items-center gap-3 text-16">
          <progress max={made.total} value={made.done} aria-label={w.progress} className="h-3 w-48 accent-cobalt" />
          <span className="figures">{w.done(made.done, made.total)}</span>
        </p>
      ) : null}
      {made?.status === 'ready' ? (
        <>
          <p className="text-16 text-muted">
            {w.until} <DateTime at={made.expiresAt} timeZone={new Intl.DateTimeFormat().resolvedOptions().timeZone} />
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
      ) : (
        <Button loading={start.isPending || made?.status === 'waiting'} onClick={() => start.mutate()}>
          {w.start}
        </Button>
      )}
    </div>
  );
}
