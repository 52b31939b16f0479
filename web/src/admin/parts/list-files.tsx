import {
  type ExportFormat,
  type ExportKind,
  exportFormats,
  exportKinds,
  fetchListExport,
  type ListExport,
  startListExport,
} from '@og-tickets/contract/exports.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { call, fetchFile } from '../../api/call.ts';
import { queryClient } from '../../api/query-client.ts';
import { FormFailure } from '../../shell/form-failure.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { announce } from '../../ui/live.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Select } from '../../ui/select.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { localeOf, useLanguage } from '../../words/language.ts';
import { reportsWords } from '../../words/reports.ts';
import { Moment } from './moment.tsx';
import { daysOf, readReportFilter } from '../report-filter.ts';
import { exportsQuery } from './report-queries.ts';
import { Read } from './report-parts.tsx';

interface Wish {
  kind: ExportKind;
  format: ExportFormat;
  from: string;
  to: string;
}

/** Lists as files: asked for, made while a bar shows it, then to be fetched for a day. */
export function ListFiles({ days }: { days: { from: string; to: string } }) {
  const w = useWords(reportsWords).files;
  const files = useQuery(exportsQuery);
  const start = useMutation({
    mutationFn: (wish: Wish) => call(startListExport, { body: wish }),
    onSuccess: () => {
      announce(w.started);
      return queryClient.invalidateQueries({ queryKey: exportsQuery.queryKey });
    },
  });
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-read">{w.lead}</p>
      {start.error ? <FormFailure error={start.error} /> : null}
      <WishForm days={days} pending={start.isPending} onWish={(wish) => start.mutate(wish)} />
      <Read query={files}>{({ items }) => <Files files={items} />}</Read>
    </div>
  );
}

function WishForm({
  days,
  pending,
  onWish,
}: {
  days: { from: string; to: string };
  pending: boolean;
  onWish: (wish: Wish) => void;
}) {
  const words = useWords(reportsWords);
  const w = words.files;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const kind = exportKinds.find((one) => one === said.get('kind')) ?? 'orders';
    const format = exportFormats.find((one) => one === said.get('format')) ?? 'csv';
    onWish({ kind, format, ...daysOf(readReportFilter(Object.fromEntries(said)), Date.now()) });
  };
  return (
    <form
      onSubmit={submit}
      aria-label={w.label}
      className="grid items-end gap-4 rounded-card bg-paper p-4 shadow-lift sm:grid-cols-2 xl:grid-cols-4"
    >
      <Select label={w.kind} name="kind" defaultValue="sales">
        {exportKinds.map((kind) => (
          <option key={kind} value={kind}>
            {w.kinds[kind]}
          </option>
        ))}
      </Select>
      <Select label={w.format} name="format" defaultValue="csv">
        {exportFormats.map((format) => (
          <option key={format} value={format}>
            {format.toUpperCase()}
          </option>
        ))}
      </Select>
      <TextField label={words.filters.from} name="from" type="date" required defaultValue={days.from} />
      <TextField label={words.filters.to} name="to" type="date" required defaultValue={days.to} />
      <div>
        <Button type="submit" loading={pending}>
          {w.start}
        </Button>
      </div>
    </form>
  );
}

function Files({ files }: { files: readonly ListExport[] }) {
  const w = useWords(reportsWords).files;
  const download = useMutation({
    mutationFn: ({ id }: ListExport) => fetchFile(fetchListExport, { params: { exportId: id } }),
    onSuccess: (file, { kind, from, to, format }) => saveFile(file, `${kind}-${from}-${to}.${format}`),
  });
  if (files.length === 0) {
    return (
      <EmptyState icon="download" title={w.none}>
        {w.noneText}
      </EmptyState>
    );
  }
  const c = w.columns;
  const columns: Column<ListExport>[] = [
    {
      key: 'kind',
      heading: c.kind,
      render: ({ kind, format }) => `${w.kinds[kind]} · ${format.toUpperCase()}`,
    },
    { key: 'period', heading: c.period, render: ({ from, to }) => w.period(from, to) },
    { key: 'state', heading: c.state, render: (file) => <FileState file={file} /> },
    { key: 'until', heading: c.until, render: ({ expiresAt }) => <Moment at={expiresAt} /> },
    {
      key: 'action',
      heading: c.action,
      render: (file) =>
        file.status === 'ready' ? (
          <Button
            variant="secondary"
            icon="download"
            loading={download.isPending && download.variables.id === file.id}
            onClick={() => download.mutate(file)}
          >
            {w.download}
          </Button>
        ) : null,
    },
  ];
  return (
    <>
      {download.error ? <FormFailure error={download.error} /> : null}
      <DataTable caption={w.caption} captionShown columns={columns} rows={files} rowKey={({ id }) => id} />
    </>
  );
}

function FileState({ file: { status, done, total, sizeBytes } }: { file: ListExport }) {
  const w = useWords(reportsWords).files;
  const language = useLanguage();
  if (status === 'failed') return <span className="text-coral">{w.failed}</span>;
  if (status === 'ready') {
    const megabytes = (sizeBytes / 1e6).toLocaleString(localeOf(language), { maximumSignificantDigits: 2 });
    return w.rows(done, w.megabytes(megabytes));
  }
  if (total === null) return w.counting;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <progress max={Math.max(total, 1)} value={done} aria-label={w.label} className="h-3 w-32 accent-cobalt" />
      <span className="figures">{w.progress(done, total)}</span>
    </span>
  );
}
