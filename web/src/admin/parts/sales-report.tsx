import type { SalesDimension, SalesReport, SalesRow, SalesSums } from '@og-tickets/contract/reports.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BarChart } from '../../ui/bar-chart.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { reportsWords } from '../../words/reports.ts';
import { salesQuery } from './report-queries.ts';
import { Counted, dayText, euros, everyDay, Read } from './report-parts.tsx';

/** More bars say nothing that the table does not say better. */
const mostBars = 100;

type Row = SalesSums & { key: string | null; name: string };

/** What was sold and taken back, by one dimension: a sentence, bars, and every figure in a table. */
export function SalesReportPart({ by, days }: { by: SalesDimension; days: { from: string; to: string } }) {
  const w = useWords(reportsWords);
  const report = useInfiniteQuery(salesQuery(by, days));
  return (
    <div className={report.isPlaceholderData ? 'opacity-60' : ''}>
      <Read query={report}>{(data) => <Sales report={data} />}</Read>
      {report.hasNextPage ? (
        <Button
          variant="secondary"
          className="mt-4"
          loading={report.isFetchingNextPage}
          onClick={() => void report.fetchNextPage()}
        >
          {w.more}
        </Button>
      ) : null}
    </div>
  );
}

function Sales({ report }: { report: SalesReport }) {
  const w = useWords(reportsWords);
  const language = useLanguage();
  const nameOf = ({ key, name }: SalesRow): string => {
    if (report.by === 'day') return dayText(key, language);
    return report.by === 'channel' && key === 'none' ? w.noChannel : name;
  };
  const rows = report.items.map((row) => ({ ...row, name: nameOf(row) }));
  const [first, ...rest] = rows;
  if (first === undefined) return <EmptyState title={w.nothingTitle}>{w.nothingText}</EmptyState>;
  const most = rest.reduce((best, row) => (row.netCents > best.netCents ? row : best), first);
  const { soldTickets, netCents } = report.totals;
  return (
    <div className="flex flex-col gap-4">
      <BarChart
        heading={w.salesHeading(w.by[report.by])}
        sentence={w.salesSentence(soldTickets, euros(netCents, language), most.name, euros(most.netCents, language))}
        as={report.by === 'day' ? 'columns' : 'lines'}
        bars={
          report.by === 'day'
            ? everyDay(report, language, (day) => rows.find(({ key }) => key === day)?.netCents)
            : rows.slice(0, mostBars).map(({ key, name, netCents: value }) => ({ key, label: name, value }))
        }
        table={null}
        tableBelow
        words={w}
      />
      <SalesTable report={report} rows={[...rows, { ...report.totals, key: null, name: w.total }]} />
      <Counted timezone={report.timezone} at={report.at} />
    </div>
  );
}

function SalesTable({ report: { by }, rows }: { report: SalesReport; rows: readonly Row[] }) {
  const w = useWords(reportsWords);
  const language = useLanguage();
  const c = w.salesColumns;
  const amount = (cents: number): string => euros(cents, language);
  const columns: Column<Row>[] = [
    { key: 'name', heading: c.name, render: (row) => <RowName by={by} row={row} /> },
    { key: 'sold', heading: c.sold, align: 'right', render: (row) => row.soldTickets },
    { key: 'places', heading: c.places, align: 'right', render: (row) => row.soldPlaces },
    { key: 'amount', heading: c.amount, align: 'right', render: (row) => amount(row.soldCents) },
    { key: 'returned', heading: c.returned, align: 'right', render: (row) => row.returnedTickets },
    { key: 'back', heading: c.back, align: 'right', render: (row) => amount(row.returnedCents) },
    { key: 'net', heading: c.net, align: 'right', render: (row) => <strong>{amount(row.netCents)}</strong> },
    { key: 'vat', heading: c.vat, align: 'right', render: (row) => amount(row.netVatCents) },
  ];
  const caption = w.salesHeading(w.by[by]);
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={({ key }) => key ?? ''} />;
}

/** A name leads to what its figures are made of, where there is such a list. */
function RowName({ by, row: { key, name } }: { by: SalesDimension; row: Row }) {
  if (key === null) return <strong>{name}</strong>;
  if (by === 'day') {
    return (
      <Link to="/admin/rapports" search={{ report: 'takings', from: key, to: key }} className="link">
        {name}
      </Link>
    );
  }
  if (by !== 'session') return name;
  return (
    <Link to="/admin/rapports" search={{ report: 'places', session: key }} className="link">
      {name} <span className="code">{key}</span>
    </Link>
  );
}
