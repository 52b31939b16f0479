import { daysLater } from '@og-tickets/contract/rules/shop-day.ts';
import type { ReactNode } from 'react';
import { FailedQuery } from '../../shell/failed-query.tsx';
import type { Bar } from '../../ui/bar-chart.tsx';
import { formatDate, formatMoney } from '../../ui/format.tsx';
import { Skeleton, SkeletonBlock } from '../../ui/states.tsx';
import { useWords } from '../../words/book.ts';
import { type Language, useLanguage } from '../../words/language.ts';
import { reportsWords } from '../../words/reports.ts';

/** An amount in cents in the language shown. */
export function euros(cents: number, language: Language): string {
  return formatMoney({ cents, currency: 'EUR' }, language);
}

/** A day such as `2026-07-31` in words. */
export function dayText(day: string, language: Language): string {
  return formatDate(`${day}T12:00:00Z`, 'UTC', 'day', language);
}

/** A bar for each day of a report, also for those of which nothing is known. */
export function everyDay(
  { from, to }: { from: string; to: string },
  language: Language,
  valueOf: (day: string) => number | undefined,
): Bar[] {
  const bars: Bar[] = [];
  for (let day = from; day <= to; day = daysLater(day, 1)) {
    bars.push({ key: day, label: dayText(day, language), value: valueOf(day) ?? 0 });
  }
  return bars;
}

interface Readable<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** What was read, or why it was not; grey blocks until then. */
export function Read<T>({ query, children }: { query: Readable<T>; children: (data: T) => ReactNode }) {
  if (query.error && query.data === undefined) {
    return <FailedQuery error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) {
    return (
      <Skeleton>
        <SkeletonBlock className="h-96 w-full rounded-card" />
      </Skeleton>
    );
  }
  return children(query.data);
}

/** Whose days these are, and of which moment the figures. */
export function Counted({ timezone, at }: { timezone: string; at: string }) {
  const w = useWords(reportsWords);
  const language = useLanguage();
  return <p className="text-14 text-muted">{w.zone(timezone, formatDate(at, timezone, 'time', language))}</p>;
}
