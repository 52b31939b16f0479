import type { Locale } from '@og-tickets/contract/common.ts';
import { type SalesDimension, type SalesReport, type SalesRow, shopTimeZone } from '@og-tickets/contract/reports.ts';
import type { Platform } from '../../../platform/platform.ts';
import { daySpan, type Period, spansOf } from '../rules/report-period.ts';
import { salesSums, totalOf } from '../rules/sales-sums.ts';
import { selectOfferNames, selectSessionNames } from '../sql/names.ts';
import { sumByDay, sumByKey } from '../sql/sums.ts';

interface Wanted {
  by: SalesDimension;
  period: Period;
  locale: Locale;
}

/** Every row of a report of sales. */
export async function allSales({ db }: Pick<Platform, 'db'>, { by, period, locale }: Wanted): Promise<SalesRow[]> {
  if (by === 'day') {
    const days = await sumByDay(db, 'channel', [daySpan(period)]);
    return Array.from(
      Map.groupBy(days, ({ day }) => day),
      ([day, rows]) => ({ key: day, name: day, ...totalOf(rows.map(salesSums)) }),
    );
  }
  const spans = spansOf(period);
  if (by === 'category' || by === 'channel') {
    const rows = await sumByKey(db, by, spans);
    return rows.map(({ key, ...row }) => ({ key, name: key, ...salesSums(row) }));
  }
  if (by === 'offer') {
    const [rows, offers] = await Promise.all([sumByKey(db, 'offer', spans), selectOfferNames(db, locale)]);
    const names = new Map(offers.map(({ code, name }) => [code, name]));
    return rows.map(({ key, ...row }) => ({ key, name: names.get(key) ?? key, ...salesSums(row) }));
  }
  return bySession({ db }, { by, spans, locale });
}

/** The books know the session of each line; its sport and venue are those of the catalogue now. */
async function bySession(
  { db }: Pick<Platform, 'db'>,
  { by, spans, locale }: { by: 'sport' | 'session' | 'venue'; spans: ReturnType<typeof spansOf>; locale: Locale },
): Promise<SalesRow[]> {
  const [rows, sessions] = await Promise.all([sumByKey(db, 'session', spans), selectSessionNames(db, locale)]);
  const known = new Map(sessions.map((session) => [session.code, session]));
  const groups = new Map<string, { name: string; sums: ReturnType<typeof salesSums>[] }>();
  for (const { key, ...row } of rows) {
    const session = known.get(key);
    const group =
      session === undefined
        ? { key, name: key }
        : by === 'session'
          ? { key, name: session.title }
          : by === 'sport'
            ? { key: session.sport, name: session.sportName }
            : { key: session.venue, name: session.venueName };
    const found = groups.get(group.key) ?? { name: group.name, sums: [] };
    found.sums.push(salesSums(row));
    groups.set(group.key, found);
  }
  return Array.from(groups, ([key, { name, sums }]) => ({ key, name, ...totalOf(sums) })).toSorted(
    (one, other) => other.netCents - one.netCents || (one.key < other.key ? -1 : 1),
  );
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
    items: rows.slice(skip, end),
    nextCursor: end < rows.length ? String(end) : null,
  };
}
