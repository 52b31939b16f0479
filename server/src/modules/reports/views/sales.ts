import type { Locale } from '@og-tickets/contract/common.ts';
import {
  type SalesDimension,
  type SalesReport,
  type SalesRow,
  type SalesSums,
  shopTimeZone,
} from '@og-tickets/contract/reports.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Period } from '../rules/report-period.ts';
import { salesSums, totalOf } from '../rules/sales-sums.ts';
import { selectNames } from '../sql/names.ts';
import { pageByKey, pageByPlace, sumByDay } from '../sql/sums.ts';

interface Wanted {
  by: SalesDimension;
  period: Period;
  locale: Locale;
}

interface SalesPage {
  totals: SalesSums;
  rows: Omit<SalesRow, 'name'>[];
}

/** A page of a report of sales without names, and the sums of all: by days in their order, else the highest net amount first. */
export async function pageOfSales(
  { db }: Pick<Platform, 'db'>,
  { by, period }: Pick<Wanted, 'by' | 'period'>,
  page: { skip: number; limit: number },
): Promise<SalesPage> {
  if (by === 'day') {
    const days = Map.groupBy(await sumByDay(db, 'channel', period), ({ day }) => day);
    const rows = Array.from(days, ([day, sums]) => ({ key: day, ...totalOf(sums.map(salesSums)) }));
    return { totals: totalOf(rows), rows: rows.slice(page.skip, page.skip + page.limit) };
  }
  const isPlace = by === 'sport' || by === 'venue';
  const found = isPlace ? await pageByPlace(db, by, period, page) : await pageByKey(db, by, period, page);
  return {
    totals: totalOf(found.totals === undefined ? [] : [salesSums(found.totals)]),
    rows: found.rows.map(({ key, ...row }) => ({ key, ...salesSums(row) })),
  };
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
  const { by, period, skip, limit } = wanted;
  // One row more than is shown tells whether there is another page.
  const { totals, rows } = await pageOfSales(platform, wanted, { skip, limit: limit + 1 });
  return {
    by,
    ...period,
    timezone: shopTimeZone,
    at: new Date(platform.clock.nowMs()).toISOString(),
    totals,
    items: await withNames(platform, wanted, rows.slice(0, limit)),
    nextCursor: rows.length > limit ? String(skip + limit) : null,
  };
}
