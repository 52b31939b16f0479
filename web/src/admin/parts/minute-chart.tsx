import type { GateState } from '@og-tickets/contract/gate-desk.ts';
import { BarChart } from '../../ui/bar-chart.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDate } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { useLanguage } from '../../words/language.ts';

const minutesShown = 60;
const minuteMs = 60_000;

interface Minute {
  at: string;
  entered: number;
  refused: number;
}

/** The last hour by the minute, all gates together; minutes without a scan are there with nothing. */
function lastHour(state: GateState): Minute[] {
  const lastMs = Math.floor(Date.parse(state.at) / minuteMs) * minuteMs;
  const sums = new Map<number, Minute>();
  for (let index = minutesShown - 1; index >= 0; index -= 1) {
    const atMs = lastMs - index * minuteMs;
    sums.set(atMs, { at: new Date(atMs).toISOString(), entered: 0, refused: 0 });
  }
  for (const { at, entered, refused } of state.minutes) {
    const sum = sums.get(Date.parse(at));
    if (sum === undefined) continue;
    sum.entered += entered;
    sum.refused += refused;
  }
  return [...sums.values()];
}

/** Entries by the minute: a sentence, then bars or the same as a table. */
export function MinuteChart({ state, timeZone }: { state: GateState; timeZone: string }) {
  const w = useWords(gateDeskWords).live;
  const language = useLanguage();
  const minutes = lastHour(state);
  const time = (at: string) => formatDate(at, timeZone, 'time', language);
  const total = minutes.reduce((sum, { entered }) => sum + entered, 0);
  const [first = { at: state.at, entered: 0, refused: 0 }, ...rest] = minutes;
  const most = rest.reduce((best, minute) => (minute.entered > best.entered ? minute : best), first);
  return (
    <BarChart
      heading={w.perMinute}
      sentence={total === 0 ? w.noMinutes : w.minuteSummary(total, most.entered, time(most.at))}
      as="columns"
      bars={minutes.map(({ at, entered }) => ({ key: at, label: time(at), value: entered }))}
      table={<MinuteTable minutes={minutes} time={time} />}
      words={w}
    />
  );
}

function MinuteTable({ minutes, time }: { minutes: readonly Minute[]; time: (at: string) => string }) {
  const w = useWords(gateDeskWords).live;
  const columns: Column<Minute>[] = [
    { key: 'minute', heading: w.minuteColumns.minute, render: ({ at }) => time(at) },
    { key: 'entered', heading: w.minuteColumns.entered, align: 'right', render: ({ entered }) => entered },
    { key: 'refused', heading: w.minuteColumns.refused, align: 'right', render: ({ refused }) => refused },
  ];
  const busy = minutes.filter(({ entered, refused }) => entered + refused > 0).toReversed();
  return <DataTable caption={w.perMinute} columns={columns} rows={busy} rowKey={({ at }) => at} />;
}
