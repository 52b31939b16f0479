import { type SalesDimension, salesDimensions } from '@og-tickets/contract/reports.ts';
import { daysLater, shopDay } from '@og-tickets/contract/rules/shop-day.ts';
import { isSessionCode } from './parts/code-list.ts';
import { isDay } from './parts/days.ts';

/** The reports of the page, in the order of its menu. */
export const reportNames = ['sales', 'takings', 'refunds', 'places', 'entries', 'files'] as const;
export type ReportName = (typeof reportNames)[number];

/** Which report of which days is shown, as it stands in the address; days are of the shop's zone, both included. */
export interface ReportFilter {
  report?: ReportName;
  by?: SalesDimension;
  from?: string;
  to?: string;
  session?: string;
}

/** Days shown where the address names none. */
const usualDays = 30;

/** Reads a filter from an address; what is not one is left out. */
export function readReportFilter(search: Record<string, unknown>): ReportFilter {
  const report = reportNames.find((one) => one === search['report']);
  const by = salesDimensions.find((one) => one === search['by']);
  const session = typeof search['session'] === 'string' ? search['session'].trim().toUpperCase() : '';
  const dayOf = (name: 'from' | 'to') => {
    const value = search[name];
    return typeof value === 'string' && isDay(value) ? { [name]: value } : {};
  };
  return {
    ...(report === undefined ? {} : { report }),
    ...(by === undefined ? {} : { by }),
    ...(isSessionCode(session) ? { session } : {}),
    ...dayOf('from'),
    ...dayOf('to'),
  };
}

/** The days of a filter: those it names, else the last thirty. */
export function daysOf({ from, to }: ReportFilter, nowMs: number): { from: string; to: string } {
  const last = to ?? shopDay(nowMs);
  return { from: from ?? daysLater(last, 1 - usualDays), to: last };
}
