import type { RefundsReport, TakingsDay, TakingsReport } from '@og-tickets/contract/reports.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '../../ui/badge.tsx';
import { BarChart } from '../../ui/bar-chart.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { localeOf, useLanguage } from '../../words/language.ts';
import { reportsWords } from '../../words/reports.ts';
import { refundsQuery, takingsQuery } from './report-queries.ts';
import { Counted, dayText, euros, everyDay, Read } from './report-parts.tsx';

interface Days {
  from: string;
  to: string;
}

/** Money and VAT of each day with its closing. */
export function TakingsReportPart({ days }: { days: Days }) {
  return <Read query={useQuery(takingsQuery(days))}>{(report) => <Takings report={report} />}</Read>;
}

function Takings({ report }: { report: TakingsReport }) {
  const w = useWords(reportsWords);
  const language = useLanguage();
  const { items } = report;
  if (items.length === 0) return <EmptyState title={w.nothingTitle}>{w.nothingText}</EmptyState>;
  const sum = (of: (day: TakingsDay) => number): string =>
    euros(
      items.reduce((cents, day) => cents + of(day), 0),
      language,
    );
  return (
    <div className="flex flex-col gap-4">
      <BarChart
        heading={w.takingsHeading}
        sentence={w.takingsSentence(
          items.length,
          sum(({ capturedCents }) => capturedCents),
          sum(({ refundedCents }) => refundedCents),
        )}
        as="columns"
        bars={everyDay(report, language, (day) => items.find((one) => one.day === day)?.capturedCents)}
        table={null}
        tableBelow
        words={w}
      />
      <TakingsTable days={items} />
      <Counted timezone={report.timezone} at={report.at} />
    </div>
  );
}

function TakingsTable({ days }: { days: readonly TakingsDay[] }) {
  const w = useWords(reportsWords);
  const language = useLanguage();
  const c = w.takingsColumns;
  const amount = (cents: number): string => euros(cents, language);
  const percent = (basisPoints: number): string => (basisPoints / 100).toLocaleString(localeOf(language));
  const columns: Column<TakingsDay>[] = [
    {
      key: 'day',
      heading: c.day,
      render: ({ day }) => (
        <Link to="/admin/rapports" search={{ report: 'sales', by: 'session', from: day, to: day }} className="link">
          {dayText(day, language)}
        </Link>
      ),
    },
    { key: 'captured', heading: c.captured, align: 'right', render: (day) => amount(day.capturedCents) },
    { key: 'refunded', heading: c.refunded, align: 'right', render: (day) => amount(day.refundedCents) },
    { key: 'sold', heading: c.sold, align: 'right', render: (day) => amount(day.soldCents) },
    { key: 'returned', heading: c.returned, align: 'right', render: (day) => amount(day.returnedCents) },
    {
      key: 'vat',
      heading: c.vat,
      align: 'right',
      render: ({ vat }) =>
        vat.map(({ basisPoints, vatCents }) => (
          <span key={basisPoints} className="block whitespace-nowrap">
            {w.rate(percent(basisPoints), amount(vatCents))}
          </span>
        )),
    },
    { key: 'atProviders', heading: c.atProviders, align: 'right', render: (day) => amount(day.atProvidersCents) },
    { key: 'owed', heading: c.owed, align: 'right', render: (day) => amount(day.owedToBuyersCents) },
    {
      key: 'state',
      heading: c.state,
      render: ({ closed }) => (
        <Badge tone={closed ? 'neutral' : 'info'} icon={closed ? 'check' : 'clock'}>
          {closed ? w.closed : w.open}
        </Badge>
      ),
    },
  ];
  return <DataTable caption={w.takingsHeading} columns={columns} rows={days} rowKey={({ day }) => day} />;
}

/** Tickets taken back by who did, and where their money is. */
export function RefundsReportPart({ days }: { days: Days }) {
  return <Read query={useQuery(refundsQuery(days))}>{(report) => <Refunds report={report} />}</Read>;
}

type Reason = RefundsReport['reasons'][number];
type State = { name: string; refunds: number; cents: number };

function Refunds({ report }: { report: RefundsReport }) {
  const w = useWords(reportsWords);
  const language = useLanguage();
  const { reasons, paidBack, waiting, failed } = report;
  const tickets = reasons.reduce((count, reason) => count + reason.tickets, 0);
  const cents = reasons.reduce((sum, reason) => sum + reason.cents, 0);
  const columns: Column<Reason>[] = [
    { key: 'reason', heading: w.refundsColumns.reason, render: ({ reason }) => w.reasons[reason] },
    { key: 'tickets', heading: w.refundsColumns.tickets, align: 'right', render: (row) => row.tickets },
    { key: 'amount', heading: w.refundsColumns.amount, align: 'right', render: (row) => euros(row.cents, language) },
  ];
  const states: Column<State>[] = [
    { key: 'state', heading: w.refundStateColumns.state, render: ({ name }) => name },
    { key: 'refunds', heading: w.refundStateColumns.refunds, align: 'right', render: ({ refunds }) => refunds },
    {
      key: 'amount',
      heading: w.refundStateColumns.amount,
      align: 'right',
      render: (row) => euros(row.cents, language),
    },
  ];
  const money = [
    { name: w.paidBack, ...paidBack },
    { name: w.waiting, ...waiting },
    { name: w.failed, ...failed },
  ];
  return (
    <div className="flex flex-col gap-4">
      <BarChart
        heading={w.refundsHeading}
        sentence={w.refundsSentence(tickets, euros(cents, language), euros(paidBack.cents, language))}
        as="lines"
        bars={reasons.map(({ reason, cents: value }) => ({ key: reason, label: w.reasons[reason], value }))}
        table={null}
        tableBelow
        words={w}
      />
      <DataTable caption={w.refundsHeading} columns={columns} rows={reasons} rowKey={({ reason }) => reason} />
      <DataTable caption={w.refundStates} captionShown columns={states} rows={money} rowKey={({ name }) => name} />
      <Counted timezone={report.timezone} at={report.at} />
    </div>
  );
}
