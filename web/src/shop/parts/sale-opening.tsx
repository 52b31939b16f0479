import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useClockOffsetMs } from '../../api/server-clock.ts';
import { useSecondsLeft } from '../../ui/countdown.tsx';
import { formatDate } from '../../ui/format.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useHydrated } from '../../ui/use-hydrated.ts';
import { useWords } from '../../words/book.ts';
import { useLanguage } from '../../words/language.ts';
import { shopWords } from '../../words/shop.ts';
import { openingText } from './opening-text.ts';
import { sessionQuery } from './queries.ts';

interface SaleOpeningProps {
  code: string;
  /** When the sale opens, ISO 8601. */
  at: string;
  /** Of the venue. */
  timezone: string;
}

/** When the sale of a session opens, in words and counted down; at the end the page asks for what there is then. */
export function SaleOpening({ code, at, timezone }: SaleOpeningProps) {
  const w = useWords(shopWords).session.states;
  const language = useLanguage();
  // What counts down stands otherwise a moment later: only the browser draws it.
  const hydrated = useHydrated();
  return (
    <>
      <p>{w.opensAt(formatDate(at, timezone, 'full', language))}</p>
      {hydrated ? <TimeLeft code={code} at={at} /> : null}
    </>
  );
}

function TimeLeft({ code, at }: Pick<SaleOpeningProps, 'code' | 'at'>) {
  const w = useWords(shopWords).session.states;
  const queryClient = useQueryClient();
  const seconds = useSecondsLeft(at, useClockOffsetMs());
  const over = seconds === 0;
  useEffect(() => {
    if (over) void queryClient.invalidateQueries({ queryKey: sessionQuery(code).queryKey });
  }, [over, code, queryClient]);
  if (over) return <p className="mt-2 font-semibold text-ink">{w.opened}</p>;
  return (
    <p role="timer" aria-live="off" className="figures mt-2 flex items-center gap-2 text-20 font-semibold text-ink">
      <Icon name="clock" size={20} />
      {w.opensIn} {openingText(seconds, w.opensDays)}
    </p>
  );
}
