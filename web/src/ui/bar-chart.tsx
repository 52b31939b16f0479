import { type ReactNode, useId, useState } from 'react';
import { Button } from './button.tsx';

const barWidth = 10;
const height = 120;
/** More bars than this are too thin to tell apart; the table has all of them. */
const linesShown = 12;

/** One bar: what it stands for, and how tall it is. */
export interface Bar {
  key: string;
  label: string;
  value: number;
}

interface BarChartProps {
  heading: string;
  /** Says what the chart shows, for who does not see it or has no time. */
  sentence: string;
  /** In the order of time for `columns`, the largest first for `lines`. */
  bars: readonly Bar[];
  /** `columns` for a course in time, `lines` for things that have names. */
  as: 'columns' | 'lines';
  /** Every figure; shown in place of the bars, or below them with `tableBelow`. */
  table: ReactNode;
  tableBelow?: true;
  words: { asTable: string; asChart: string };
}

/** Bars with a sentence, and the same as a table. Nothing but the sentence when every bar is nothing. */
export function BarChart({ heading, sentence, bars, as, table, tableBelow, words }: BarChartProps) {
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const something = bars.some(({ value }) => value !== 0);
  const drawing = as === 'columns' ? <Columns bars={bars} /> : <Lines bars={bars} />;
  return (
    <figure aria-labelledby={id} className="m-0 flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id={id} className="heading text-20">
          {heading}
        </h2>
        {something && tableBelow !== true ? (
          <Button variant="quiet" onClick={() => setAsTable(!asTable)}>
            {asTable ? words.asChart : words.asTable}
          </Button>
        ) : null}
      </div>
      <p>{sentence}</p>
      {something && !asTable ? drawing : null}
      {something && (asTable || tableBelow === true) ? table : null}
    </figure>
  );
}

const mostOf = (bars: readonly Bar[]): number => Math.max(1, ...bars.map(({ value }) => value));

/** Decoration: the sentence above says the same, the table shows every figure. */
function Columns({ bars }: { bars: readonly Bar[] }) {
  const most = mostOf(bars);
  return (
    <div aria-hidden="true" className="rounded-card bg-paper p-4 shadow-lift">
      <svg
        viewBox={`0 0 ${bars.length * barWidth} ${height}`}
        preserveAspectRatio="none"
        className="h-32 w-full text-cobalt"
      >
        {bars.map(({ key, value }, index) => {
          const tall = (Math.max(value, 0) / most) * height;
          return (
            <rect
              key={key}
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
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </div>
    </div>
  );
}

function Lines({ bars }: { bars: readonly Bar[] }) {
  const shown = bars.slice(0, linesShown);
  const most = mostOf(shown);
  return (
    <div
      aria-hidden="true"
      className="grid grid-cols-[minmax(6rem,auto)_1fr] items-center gap-x-3 gap-y-2 rounded-card bg-paper p-4 text-14 shadow-lift"
    >
      {shown.map(({ key, label, value }) => (
        <div key={key} className="contents">
          <span className="max-w-64 truncate">{label}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-4 w-full text-cobalt">
            <rect width={(Math.max(value, 0) / most) * 100} height={10} fill="currentColor" />
          </svg>
        </div>
      ))}
    </div>
  );
}
