import { type RefundsReport, refundReasons, shopTimeZone } from '@og-tickets/contract/reports.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Period } from '../rules/report-period.ts';
import { sumOpenRefunds } from '../sql/places.ts';
import { sumByKey } from '../sql/sums.ts';

/** What was taken back and by whom, and what of the money is back. Late money that went back unasked is in `paidBack` too. */
export async function readRefundsReport(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  period: Period,
): Promise<RefundsReport> {
  const [taken, money, open] = await Promise.all([
    sumByKey(db, 'reason', period),
    sumByKey(db, 'money', period),
    sumOpenRefunds(db),
  ]);
  return {
    ...period,
    timezone: shopTimeZone,
    at: new Date(clock.nowMs()).toISOString(),
    reasons: refundReasons.map((reason) => {
      const row = taken.find(({ key }) => key === reason);
      return { reason, tickets: row?.returnedUnits ?? 0, cents: row?.returnedCents ?? 0 };
    }),
    paidBack: {
      refunds: money.reduce((count, row) => count + row.returnedUnits, 0),
      cents: money.reduce((cents, row) => cents + row.returnedCents, 0),
    },
    waiting: open.requested,
    failed: open.failed,
  };
}
