import { shopTimeZone, type TakingsDay, type TakingsReport } from '@og-tickets/contract/reports.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { daysLater, shopDay } from '@og-tickets/contract/rules/shop-day.ts';
import type { Period } from '../rules/report-period.ts';
import { type SumsRow, sumByDay, sumByKey } from '../sql/sums.ts';

/** No shop of this kind sold before. */
const firstDay = '2020-01-01';
/** A transaction that began before midnight has ended by then. */
const closedAfterMs = 60_000;

/** Money and VAT of each day with its closing: what is at the providers and what is owed to buyers at its end. */
export async function readTakingsReport(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  period: Period,
): Promise<TakingsReport> {
  const [money, vat, opening] = await Promise.all([
    sumByDay(db, 'money', period),
    sumByDay(db, 'vat', period),
    openingOf(db, period.from),
  ]);
  const openDay = shopDay(clock.nowMs() - closedAfterMs);
  const days = [...new Set([...money, ...vat].map(({ day }) => day))].toSorted();
  let { atProvidersCents, owedToBuyersCents } = opening;
  const items = days.map((day): TakingsDay => {
    const taken = movement(money.filter((row) => row.day === day));
    const rates = vat.filter((row) => row.day === day);
    const sold = movement(rates);
    atProvidersCents += taken.forward - taken.back;
    owedToBuyersCents += taken.forward - taken.back - (sold.forward - sold.back);
    return {
      day,
      capturedCents: taken.forward,
      refundedCents: taken.back,
      soldCents: sold.forward,
      returnedCents: sold.back,
      vat: rates.map((row) => ({
        basisPoints: Number(row.key),
        netCents: row.soldCents - row.returnedCents,
        vatCents: row.soldVatCents - row.returnedVatCents,
      })),
      atProvidersCents,
      owedToBuyersCents,
      closed: day < openDay,
    };
  });
  return { ...period, timezone: shopTimeZone, at: new Date(clock.nowMs()).toISOString(), items };
}

async function openingOf(db: Db, from: string): Promise<{ atProvidersCents: number; owedToBuyersCents: number }> {
  if (from <= firstDay) return { atProvidersCents: 0, owedToBuyersCents: 0 };
  const ever = { from: firstDay, to: daysLater(from, -1) };
  const [money, vat] = await Promise.all([sumByKey(db, 'money', ever), sumByKey(db, 'vat', ever)]);
  const [taken, sold] = [movement(money), movement(vat)];
  const atProvidersCents = taken.forward - taken.back;
  return { atProvidersCents, owedToBuyersCents: atProvidersCents - (sold.forward - sold.back) };
}

function movement(rows: readonly SumsRow[]): { forward: number; back: number } {
  return {
    forward: rows.reduce((cents, row) => cents + row.soldCents, 0),
    back: rows.reduce((cents, row) => cents + row.returnedCents, 0),
  };
}
