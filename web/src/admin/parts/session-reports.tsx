import type { EntriesReport, PlacesReport } from '@og-tickets/contract/reports.ts';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { BarChart } from '../../ui/bar-chart.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDate } from '../../ui/format.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { reportsWords } from '../../words/reports.ts';
import { entriesQuery, placesQuery } from './report-queries.ts';
import { Read } from './report-parts.tsx';

/** Where the places of a session are. */
export function PlacesReportPart({ session }: { session: string }) {
  const w = useWords(reportsWords);
  const report = useQuery(placesQuery(session));
  if (isMissing(report.error)) return <EmptyState title={w.noSession}>{w.chooseSessionText}</EmptyState>;
  return <Read query={report}>{(data) => <Places report={data} />}</Read>;
}

/** Who came in to a session, gate by gate. */
export function EntriesReportPart({ session }: { session: string }) {
  const w = useWords(reportsWords);
  const report = useQuery(entriesQuery(session));
  if (isMissing(report.error)) return <EmptyState title={w.noSession}>{w.chooseSessionText}</EmptyState>;
  return <Read query={report}>{(data) => <Entries report={data} />}</Read>;
}

const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

type Category = PlacesReport['categories'][number];

function Places({ report: { title, onSale, categories } }: { report: PlacesReport }) {
  const w = useWords(reportsWords);
  const c = w.placesColumns;
  const sum = (of: (category: Category) => number): number =>
    categories.reduce((places, category) => places + of(category), 0);
  const total: Category = {
    category: w.total,
    capacity: sum((one) => one.capacity),
    sold: sum((one) => one.sold),
    held: sum((one) => one.held),
    blocked: sum((one) => one.blocked),
    free: sum((one) => one.free),
  };
  const figures = ['capacity', 'sold', 'held', 'blocked', 'free'] as const;
  const columns: Column<Category>[] = [
    {
      key: 'category',
      heading: c.category,
      render: ({ category }) => <span className="font-semibold">{category}</span>,
    },
    ...figures.map((key): Column<Category> => ({ key, heading: c[key], align: 'right', render: (row) => row[key] })),
  ];
  return (
    <div className="flex flex-col gap-4">
      {onSale ? null : <p className="text-muted">{w.notOnSale}</p>}
      <BarChart
        heading={w.placesHeading(title)}
        sentence={w.placesSentence(total.sold, total.capacity, total.held)}
        as="lines"
        bars={[
          { key: 'sold', label: c.sold, value: total.sold },
          { key: 'held', label: c.held, value: total.held },
          { key: 'blocked', label: c.blocked, value: total.blocked },
          { key: 'free', label: c.free, value: total.free },
        ]}
        table={null}
        tableBelow
        words={w}
      />
      <DataTable
        caption={w.placesHeading(title)}
        columns={columns}
        rows={[...categories, total]}
        rowKey={({ category }) => category}
      />
    </div>
  );
}

type Gate = EntriesReport['gates'][number];

function Entries({ report }: { report: EntriesReport }) {
  const w = useWords(reportsWords);
  const language = useLanguage();
  const c = w.entriesColumns;
  const time = (at: string): string => formatDate(at, report.timezone, 'short', language);
  const columns: Column<Gate>[] = [
    { key: 'gate', heading: c.gate, render: ({ gate }) => <span className="font-semibold">{gate}</span> },
    { key: 'entered', heading: c.entered, align: 'right', render: ({ entered }) => entered },
    { key: 'left', heading: c.left, align: 'right', render: ({ left }) => left },
    { key: 'refused', heading: c.refused, align: 'right', render: ({ refusedScans }) => refusedScans },
    { key: 'offline', heading: c.offline, align: 'right', render: ({ offlineScans }) => offlineScans },
    { key: 'first', heading: c.first, render: ({ firstAt }) => time(firstAt) },
    { key: 'last', heading: c.last, render: ({ lastAt }) => time(lastAt) },
  ];
  const sentence = w.entriesSentence(report.entered, report.expected);
  return (
    <div className="flex flex-col items-start gap-4 *:w-full">
      <BarChart
        heading={w.entriesHeading(report.title)}
        sentence={report.gates.length === 0 ? `${sentence} ${w.noEntries}` : sentence}
        as="lines"
        bars={report.gates.map(({ gate, entered }) => ({ key: gate, label: gate, value: entered }))}
        table={null}
        tableBelow
        words={w}
      />
      {report.gates.length === 0 ? null : (
        <DataTable
          caption={w.entriesHeading(report.title)}
          columns={columns}
          rows={report.gates}
          rowKey={({ gate }) => gate}
        />
      )}
      <ButtonLink
        to="/admin/portes/$sessionCode/controles"
        params={{ sessionCode: report.session }}
        variant="quiet"
        className="sm:w-auto!"
      >
        {w.seeLog}
      </ButtonLink>
    </div>
  );
}
