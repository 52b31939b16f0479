import type { Locale } from '@og-tickets/contract/common.ts';
import { type SalesDimension, type SalesReport, type SalesRow, shopTimeZone } from '@og-tickets/contract/reports.ts';
import type { Platform } from '../../../platform/platform.ts';
import { daySpan, type Period, spansOf } from '../rules/report-period.ts';
import { salesSums, totalOf } from '../rules/sales-sums.ts';
import { selectNames } from '../sql/names.ts';
import { sumByDay, sumByKey, sumByPlace } from '../sql/sums.ts';

interface Wanted {
  by: SalesDimension;
  period: Period;
  locale: Locale;
}

/** Every row of a report of sales, without names: by days in their order, else the highest net amount first. */
export async function allSales(
  { db }: Pick<Platform, 'db'>,
  { by, period }: Pick<Wanted, 'by' | 'period'>,
): Promise<Omit<SalesRow, 'name'>[]> {
  if (by === 'day') {
    const days = await sumByDay(db, 'channel', [daySpan(period)]);
    return Array.from(
      Map.groupBy(days, ({ day }) => day),
      ([day, rows]) => ({ key: day, ...totalOf(rows.map(salesSums)) }),
    );
  }
  const spans = spansOf(period);
  const rows = by === 'sport' || by === 'venue' ? await sumByPlace(db, by, spans) : await sumByKey(db, by, spans);
  return rows.map(({ key, ...row }) => ({ key, ...salesSums(row) }));
}

async function withNames(
  { db }: Pick<Platform, 'db'>,
  { by, locale }: Wanted,
  rows: readonly Omit<SalesRow, 'name'>[],
): Promise<SalesRow[]> {
  const named = by === 'day' || by === 'category' || by === 'channel' ? null : by;
  const codes = rows.map(({ key }) => key);
  const names = named === null ? null : await selectNames(db, named, codes, locale);
  return rows.map((row) => ({ ...row, name: names?.get(row.key) ?? row.key }));
}

/** A page of a report of sales, with the sums of all its pages. `skip` rows stand on earlier pages. */
export async function readSalesReport(
  platform: Pick<Platform, 'db' | 'clock'>,
  wanted: Wanted & { skip: number; limit: number },
): Promise<SalesReport> {
  const rows = await allSales(platform, wanted);
  const { by, period, skip, limit } = wanted;
  const end = skip + limit;
  return {
    by,
    ...period,
    timezone: shopTimeZone,
    at: new Date(platform.clock.nowMs()).toISOString(),
    totals: totalOf(rows),
    items: await withNames(platform, wanted, rows.slice(skip, end)),
    nextCursor: end < rows.length ? String(end) : null,
  };
}
