import type { GateState } from '@og-tickets/contract/gate-desk.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatDate } from '../../ui/format.tsx';
import { useWords } from '../../words/book.ts';
import { gateDeskWords } from '../../words/gate-desk.ts';
import { useLanguage } from '../../words/language.ts';

const minutesShown = 60;
const minuteMs = 60_000;
const barWidth = 10;
const height = 120;

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
  const [asTable, setAsTable] = useState(false);
  const minutes = lastHour(state);
  const time = (at: string) => formatDate(at, timeZone, 'time', language);
  const total = minutes.reduce((sum, { entered }) => sum + entered, 0);
  const [first = { at: state.at, entered: 0, refused: 0 }, ...rest] = minutes;
  const most = rest.reduce((best, minute) => (minute.entered > best.entered ? minute : best), first);
  return (
    <section aria-labelledby="minutes" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="minutes" className="heading text-20">
          {w.perMinute}
        </h2>
        {total === 0 ? null : (
          <Button variant="quiet" onClick={() => setAsTable(!asTable)}>
            {asTable ? w.asChart : w.asTable}
          </Button>
        )}
      </div>
      <p>{total === 0 ? w.noMinutes : w.minuteSummary(total, most.entered, time(most.at))}</p>
      {total > 0 && asTable ? <MinuteTable minutes={minutes} time={time} /> : null}
      {total > 0 && !asTable ? <Bars minutes={minutes} most={most.entered} time={time} /> : null}
    </section>
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

/** Decoration: the sentence above says the same, the table shows every figure. */
function Bars({ minutes, most, time }: { minutes: readonly Minute[]; most: number; time: (at: string) => string }) {
  const [first] = minutes;
  const last = minutes.at(-1);
  return (
    <div aria-hidden="true" className="rounded-card bg-paper p-4 shadow-lift">
      <svg
        viewBox={`0 0 ${minutesShown * barWidth} ${height}`}
        preserveAspectRatio="none"
        className="h-32 w-full text-cobalt"
      >
        {minutes.map(({ at, entered }, index) => {
          const tall = (entered / Math.max(most, 1)) * height;
          return (
            <rect
              key={at}
              x={index * barWidth + 1}
              width={barWidth - 2}
              y={height - tall}
              height={tall}
              fill="currentColor"
            />
          );
        })}
      </svg>
      <div className="figures mt-1 flex justify-between text-14 text-muted">
        <span>{first ? time(first.at) : null}</span>
        <span>{last ? time(last.at) : null}</span>
      </div>
    </div>
  );
}
