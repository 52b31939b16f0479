import * as contract from '@og-tickets/contract/reports.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { refuse } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { exportRoutes } from './export-routes.ts';
import { mostDays, periodFault } from './period-fault.ts';
import type { DashboardKeeper } from './views/dashboard.ts';
import { readEntriesReport, readPlacesReport } from './views/one-session.ts';
import { readRefundsReport } from './views/refunds.ts';
import { readSalesReport } from './views/sales.ts';
import { readTakingsReport } from './views/takings.ts';

/** What admins read of sales, money, places and entries. */
export function reportRoutes(platform: Platform, dashboard: DashboardKeeper): Route[] {
  return [
    ...exportRoutes(platform),
    route(contract.readDashboard, async () => reply(200, await dashboard.read())),
    route(contract.readSales, async ({ query, locale }) => {
      const { by, from, to, cursor = '0', limit = limits.pageMax } = query;
      const period = { from, to };
      const fault = periodFault(period, { locale, ...(by === 'day' ? { most: mostDays } : {}) });
      if (fault !== null) return fault;
      if (!/^\d{1,9}$/.test(cursor)) return refuse('invalid_request');
      return reply(200, await readSalesReport(platform, { by, period, locale, skip: Number(cursor), limit }));
    }),
    route(contract.readTakings, async ({ query, locale }) => {
      return periodFault(query, { locale, most: mostDays }) ?? reply(200, await readTakingsReport(platform, query));
    }),
    route(contract.readRefunds, async ({ query, locale }) => {
      return periodFault(query, { locale }) ?? reply(200, await readRefundsReport(platform, query));
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
