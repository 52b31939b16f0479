import { salesDimensions } from '@og-tickets/contract/reports.ts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/book.ts';
import { reportsWords } from '../../words/reports.ts';
import { ListFiles } from '../parts/list-files.tsx';
import { RefundsReportPart, TakingsReportPart } from '../parts/money-reports.tsx';
import { SalesReportPart } from '../parts/sales-report.tsx';
import { EntriesReportPart, PlacesReportPart } from '../parts/session-reports.tsx';
import { daysOf, type ReportFilter, type ReportName, readReportFilter, reportNames } from '../report-filter.ts';

/** What was sold, taken back, cashed and scanned; which report of which days stands in the address. */
export function ReportsPage() {
  const w = useWords(reportsWords);
  const filter = useSearch({ from: '/admin/rapports' });
  const report = filter.report ?? 'sales';
  const [openedMs] = useState(() => Date.now());
  const days = daysOf(filter, openedMs);
  return (
    <>
      <PageHeading title={w.title} lead={w.lead} />
      <div className="flex flex-col gap-6">
        <ReportMenu filter={filter} shown={report} />
        {report === 'files' ? null : <Filters filter={filter} report={report} days={days} />}
        <Shown filter={filter} report={report} days={days} />
      </div>
    </>
  );
}

interface ReportProps {
  filter: ReportFilter;
  report: ReportName;
  days: { from: string; to: string };
}

function Shown({ filter, report, days }: ReportProps) {
  const w = useWords(reportsWords);
  switch (report) {
    case 'sales':
      return <SalesReportPart by={filter.by ?? 'offer'} days={days} />;
    case 'takings':
      return <TakingsReportPart days={days} />;
    case 'refunds':
      return <RefundsReportPart days={days} />;
    case 'files':
      return <ListFiles days={days} />;
    case 'places':
    case 'entries': {
      if (filter.session === undefined) return <EmptyState title={w.chooseSession}>{w.chooseSessionText}</EmptyState>;
      const Part = report === 'places' ? PlacesReportPart : EntriesReportPart;
      return <Part session={filter.session} />;
    }
  }
}

/** The reports; days and session are kept from one to the next. */
function ReportMenu({ filter, shown }: { filter: ReportFilter; shown: ReportName }) {
  const w = useWords(reportsWords);
  return (
    <nav aria-label={w.menu}>
      <ul className="flex flex-wrap gap-2">
        {reportNames.map((report) => (
          <li key={report}>
            <Link
              to="/admin/rapports"
              search={{ ...filter, report }}
              aria-current={report === shown ? 'page' : undefined}
              className={`inline-flex min-h-(--control) items-center rounded-field px-3 font-semibold no-underline ${
                report === shown ? 'bg-cobalt-tint text-cobalt' : 'bg-paper text-ink shadow-lift'
              }`}
            >
              {w.reports[report]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Filters({ filter, report, days }: ReportProps) {
  const words = useWords(reportsWords);
  const w = words.filters;
  const navigate = useNavigate({ from: '/admin/rapports' });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(event.currentTarget));
    void navigate({ search: { ...filter, ...readReportFilter({ ...said, report }) } });
  };
  const ofSession = report === 'places' || report === 'entries';
  return (
    <form
      // A filter that came by the address fills the fields anew.
      key={JSON.stringify([filter, report])}
      onSubmit={submit}
      aria-label={w.label}
      className="grid items-end gap-4 rounded-card bg-paper p-4 shadow-lift sm:grid-cols-2 xl:grid-cols-4"
    >
      {report === 'sales' ? (
        <Select label={w.by} name="by" defaultValue={filter.by ?? 'offer'}>
          {salesDimensions.map((by) => (
            <option key={by} value={by}>
              {words.by[by]}
            </option>
          ))}
        </Select>
      ) : null}
      {ofSession ? (
        <TextField label={w.session} name="session" maxLength={10} required defaultValue={filter.session ?? ''} />
      ) : (
        <>
          <TextField label={w.from} name="from" type="date" required defaultValue={days.from} />
          <TextField label={w.to} name="to" type="date" required defaultValue={days.to} />
        </>
      )}
      <div>
        <Button type="submit">{w.apply}</Button>
      </div>
    </form>
  );
}
