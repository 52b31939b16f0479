import type { ImportResult } from '@og-tickets/contract/catalog-places.ts';
import { Banner } from '../../ui/banner.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { useWords } from '../../words/book.ts';
import { catalogueWords } from '../../words/catalogue.ts';

type KindRow = ImportResult['kinds'][number];
type ProblemRow = ImportResult['problems'][number] & { key: string };

/** What an import would change, has changed, or what is wrong with its files. */
export function ImportOutcome({ result }: { result: ImportResult }) {
  const w = useWords(catalogueWords).imports;
  if (result.problemCount > 0) return <Problems result={result} />;
  if (result.applied) return <Banner tone="ok">{w.applied(result.changes)}</Banner>;
  if (result.changes === 0) return <Banner tone="info">{w.nothing}</Banner>;
  const columns: Column<KindRow>[] = [
    { key: 'kind', heading: w.kind, render: ({ kind }) => <span className="font-semibold">{w.kinds[kind]}</span> },
    { key: 'created', heading: w.created, align: 'right', render: ({ created }) => created },
    { key: 'changed', heading: w.changed, align: 'right', render: ({ changed }) => changed },
    { key: 'withdrawn', heading: w.withdrawn, align: 'right', render: ({ withdrawn }) => withdrawn },
    { key: 'unchanged', heading: w.unchanged, align: 'right', render: ({ unchanged }) => unchanged },
    {
      key: 'examples',
      heading: w.examples,
      render: ({ examples }) => (
        <ul className="text-14" lang="en">
          {examples.map((example) => (
            <li key={example}>{example}</li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <>
      <DataTable
        caption={w.changesCaption}
        captionShown
        columns={columns}
        rows={result.kinds}
        rowKey={({ kind }) => kind}
      />
      {result.notices.length === 0 ? null : (
        <Banner tone="info" title={w.notices}>
          <ul className="list-disc pl-5" lang="en">
            {result.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Banner>
      )}
    </>
  );
}

function Problems({ result: { problems, problemCount } }: { result: ImportResult }) {
  const w = useWords(catalogueWords).imports;
  const rows: ProblemRow[] = problems.map((problem, at) => ({ ...problem, key: String(at) }));
  const columns: Column<ProblemRow>[] = [
    { key: 'file', heading: w.file, render: ({ file }) => file },
    { key: 'line', heading: w.line, align: 'right', render: ({ line }) => line },
    { key: 'column', heading: w.column, render: ({ column }) => <span className="code">{column ?? '—'}</span> },
    { key: 'message', heading: w.message, render: ({ message }) => <span lang="en">{message}</span> },
  ];
  return (
    <>
      <Banner tone="danger" title={w.problems(problemCount)}>
        {w.problemsText} {problemCount > problems.length ? w.problemsShown(problems.length) : null}
      </Banner>
      <DataTable caption={w.problemsCaption} columns={columns} rows={rows} rowKey={({ key }) => key} />
    </>
  );
}
