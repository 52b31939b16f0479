import type { Compared, Dashboard } from '@og-tickets/contract/reports.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge } from '../../ui/badge.tsx';
import { BarChart } from '../../ui/bar-chart.tsx';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDate } from '../../ui/format.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { localeOf, useLanguage } from '../../words/language.ts';
import { reportsWords } from '../../words/reports.ts';
import { dashboardQuery } from './report-queries.ts';
import { euros, Read } from './report-parts.tsx';

/** The sale as it is now, compared with yesterday and a week ago; each figure leads to what it is made of. */
export function DashboardPart() {
  const w = useWords(reportsWords).dashboard;
  const state = useQuery(dashboardQuery);
  return (
    <section aria-labelledby="sale" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="sale" className="heading text-24">
          {w.heading}
        </h2>
        {state.data === undefined ? null : <Freshness state={state.data} frozen={state.isError} />}
      </div>
      <Read query={state}>{(data) => <Sale state={data} />}</Read>
    </section>
  );
}

function Freshness({ state: { at, timezone }, frozen }: { state: Dashboard; frozen: boolean }) {
  const w = useWords(reportsWords).dashboard;
  const language = useLanguage();
  return frozen ? (
    <Badge tone="warn" icon="clock">
      {w.frozen(formatDate(at, timezone, 'time', language))}
    </Badge>
  ) : (
    <Badge tone="ok" icon="check">
      {w.live}
    </Badge>
  );
}

function Sale({ state }: { state: Dashboard }) {
  const w = useWords(reportsWords).dashboard;
  if (!state.everSold) {
    return (
      <EmptyState icon="podium" title={w.emptyTitle}>
        {w.emptyText}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      <Figures state={state} />
      <p className="text-14 text-muted">{w.zone(state.timezone)}</p>
      <Hours state={state} />
    </div>
  );
}

function Figures({ state }: { state: Dashboard }) {
  const w = useWords(reportsWords).dashboard;
  const language = useLanguage();
  const number = (value: number): string => value.toLocaleString(localeOf(language));
  const percent = (part: number, whole: number): string =>
    (whole === 0 ? 0 : part / whole).toLocaleString(localeOf(language), { style: 'percent', maximumFractionDigits: 1 });
  const compared = ({ yesterday, weekBefore }: Compared, text: (value: number) => string): string =>
    w.compared(text(yesterday), text(weekBefore));
  const amount = (cents: number): string => euros(cents, language);
  const paidShare = (when: keyof Compared): string => percent(state.paidOrders[when], state.carts[when]);
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      <Figure name={w.net} value={amount(state.netCents.today)} link={{ search: { report: 'sales', by: 'day' } }}>
        {compared(state.netCents, amount)}
      </Figure>
      <Figure
        name={w.tickets}
        value={number(state.soldTickets.today)}
        link={{ search: { report: 'sales', by: 'offer' } }}
      >
        {compared(state.soldTickets, number)}
      </Figure>
      <Figure name={w.conversion} value={paidShare('today')} link={{ search: { report: 'sales', by: 'channel' } }}>
        {w.conversionText(state.carts.today, state.orders.today, state.paidOrders.today)}
        <br />
        {w.compared(paidShare('yesterday'), paidShare('weekBefore'))}
      </Figure>
      <Figure
        name={w.fill}
        value={percent(state.takenPlaces, state.capacity)}
        link={{ search: { report: 'sales', by: 'session' } }}
      >
        {w.fillText(number(state.takenPlaces), number(state.capacity))}
      </Figure>
      <Figure name={w.held} value={number(state.heldPlaces)} link={{ search: { report: 'places' } }}>
        {w.heldText}
      </Figure>
      <Figure name={w.mails} value={number(state.mailedOrders.today)} link={{ to: '/admin/commandes' }}>
        {w.mailsText(state.paidOrders.today)}
        <br />
        {compared(state.mailedOrders, number)}
      </Figure>
      <Figure name={w.entries} value={number(state.entries.today)} link={{ to: '/admin/portes' }}>
        {compared(state.entries, number)}
      </Figure>
    </ul>
  );
}

interface FigureProps {
  name: string;
  value: string;
  link: Pick<LinkProps, 'to' | 'search'>;
  children: ReactNode;
}

function Figure({ name, value, link, children }: FigureProps) {
  return (
    <Card as="li" className="relative p-4">
      <Link to="/admin/rapports" {...link} className="text-16 text-muted after:absolute after:inset-0">
        {name}
      </Link>
      <p className="heading figures text-24">{value}</p>
      <p className="text-14 text-muted">{children}</p>
    </Card>
  );
}

type Hour = Dashboard['hours'][number];

const hourMs = 3_600_000;

/** The last 24 hours; hours without a sale are there with nothing. */
function lastDay(at: string, hours: readonly Hour[]): Hour[] {
  const known = new Map(hours.map((hour) => [Date.parse(hour.startsAt), hour]));
  const lastMs = Math.floor(Date.parse(at) / hourMs) * hourMs;
  return Array.from({ length: 24 }, (_, index) => {
    const startMs = lastMs - (23 - index) * hourMs;
    return known.get(startMs) ?? { startsAt: new Date(startMs).toISOString(), soldTickets: 0, netCents: 0 };
  });
}

function Hours({ state: { at, hours, timezone } }: { state: Dashboard }) {
  const words = useWords(reportsWords);
  const w = words.dashboard;
  const language = useLanguage();
  const time = (moment: string): string => formatDate(moment, timezone, 'time', language);
  const tickets = hours.reduce((sum, { soldTickets }) => sum + soldTickets, 0);
  const net = hours.reduce((sum, { netCents }) => sum + netCents, 0);
  const most = hours.toSorted((one, other) => other.netCents - one.netCents)[0];
  const columns: Column<Hour>[] = [
    { key: 'hour', heading: w.hourColumns.hour, render: ({ startsAt }) => time(startsAt) },
    { key: 'tickets', heading: w.hourColumns.tickets, align: 'right', render: ({ soldTickets }) => soldTickets },
    { key: 'net', heading: w.hourColumns.amount, align: 'right', render: ({ netCents }) => euros(netCents, language) },
  ];
  return (
    <BarChart
      heading={w.hours}
      sentence={most === undefined ? w.noHours : w.hoursSentence(tickets, euros(net, language), time(most.startsAt))}
      as="columns"
      bars={lastDay(at, hours).map(({ startsAt, netCents }) => ({
        key: startsAt,
        label: time(startsAt),
        value: netCents,
      }))}
      table={<DataTable caption={w.hours} columns={columns} rows={hours} rowKey={({ startsAt }) => startsAt} />}
      words={words}
    />
  );
}
