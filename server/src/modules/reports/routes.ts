import * as contract from '@og-tickets/contract/reports.ts';
import type { Locale } from '@og-tickets/contract/common.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { type Refusal, refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { daysIn, type Period } from './rules/report-period.ts';
import type { DashboardKeeper } from './views/dashboard.ts';
import { readEntriesReport, readPlacesReport } from './views/one-session.ts';
import { readRefundsReport } from './views/refunds.ts';
import { readSalesReport } from './views/sales.ts';
import { readTakingsReport } from './views/takings.ts';

/** Days that a report goes through one by one. */
const mostDays = 400;
const wrongPeriod = {
  fr: 'La fin est avant le début.',
  en: 'The end is before the beginning.',
};
const longPeriod = {
  fr: `Choisissez ${mostDays} jours au plus.`,
  en: `Choose ${mostDays} days at most.`,
};

/** Why a period cannot be reported; null when it can. */
function faultOf(period: Period, locale: Locale, most = Number.POSITIVE_INFINITY): Refusal | null {
  const days = daysIn(period);
  const message = days < 1 ? wrongPeriod[locale] : days > most ? longPeriod[locale] : null;
  return message === null ? null : refuse('invalid_request', { fields: [{ field: 'query.to', message }] });
}

/** What admins read of sales, money, places and entries. */
export function reportRoutes(platform: Platform, dashboard: DashboardKeeper): Route[] {
  return [
    route(contract.readDashboard, async () => reply(200, await dashboard.read())),
    route(contract.readSales, async ({ query, locale }) => {
      const { by, from, to, cursor = '0', limit = limits.pageMax } = query;
      const period = { from, to };
      const fault = faultOf(period, locale, by === 'day' ? mostDays : undefined);
      if (fault !== null) return fault;
      if (!/^\d{1,9}$/.test(cursor)) return refuse('invalid_request');
      return reply(200, await readSalesReport(platform, { by, period, locale, skip: Number(cursor), limit }));
    }),
    route(contract.readTakings, async ({ query, locale }) => {
      return faultOf(query, locale, mostDays) ?? reply(200, await readTakingsReport(platform, query));
    }),
    route(contract.readRefunds, async ({ query, locale }) => {
      return faultOf(query, locale) ?? reply(200, await readRefundsReport(platform, query));
    }),
    route(contract.readEntries, async ({ query, locale }) => {
      const report = await readEntriesReport(platform, query.session, locale);
      return report === null ? refuse('not_found') : reply(200, report);
    }),
    route(contract.readPlaces, async ({ query, locale }) => {
      const report = await readPlacesReport(platform, query.session, locale);
      return report === null ? refuse('not_found') : reply(200, report);
    }),
  ];
}
