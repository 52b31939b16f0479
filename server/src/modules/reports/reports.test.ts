import { shopTimeZone } from '@og-tickets/contract/reports.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { madeSale, seededRandom } from '../../../test/sales.ts';
import { withTx } from '../../platform/database/database.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { recordCancellation, recordCapture, recordRefund, recordSale, type Sale } from '../accounting/index.ts';
import { daysLater, shopDay } from '@og-tickets/contract/rules/shop-day.ts';
import { daysIn, type Period, spansOf } from './rules/report-period.ts';
import { totalOf } from './rules/sales-sums.ts';
import { countBooked } from './sql/sums.ts';
import { readRefundsReport } from './views/refunds.ts';
import { pageOfSales } from './views/sales.ts';
import { readTakingsReport } from './views/takings.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await openTestDatabase();
});
afterAll(() => shop.close());

const provider = 'simulated-bank';
const clock = { nowMs: () => Date.parse('2026-12-31T12:00:00Z') };
const moments = [
  // one second before and at midnight in Paris, in winter, in summer, and at the ends of a month and of a year
  '2025-12-31T22:59:59Z',
  '2025-12-31T23:00:00Z',
  '2026-03-29T00:30:00Z',
  '2026-03-29T01:30:00Z',
  '2026-06-30T21:59:59.999Z',
  '2026-06-30T22:00:00Z',
  '2026-07-14T10:07:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:30:00Z',
];

/** Books something as if it were then. */
async function bookAt<T>(
  at: string,
  work: (tx: Parameters<Parameters<typeof withTx>[1]>[0]) => Promise<T>,
): Promise<void> {
  await sql`ALTER TABLE accounting.transactions ALTER COLUMN booked_at SET DEFAULT ${sql.lit(at)}`.execute(shop.db);
  await withTx(shop.db, work);
}

/** What the entries themselves come to in a period, counted anew. */
async function recount({ from, to }: Period) {
  const { rows } = await sql<Record<'captured' | 'refunded' | 'sold' | 'returned' | 'vat', number>>`
    SELECT coalesce(sum(amount_cents) FILTER (WHERE t.kind = 'capture' AND account = 'provider_clearing'), 0)::bigint AS captured,
      -coalesce(sum(amount_cents) FILTER (WHERE t.kind = 'refund' AND account = 'provider_clearing'), 0)::bigint AS refunded,
      -coalesce(sum(amount_cents) FILTER (WHERE t.kind = 'sale' AND account <> 'buyer_deposits'), 0)::bigint AS sold,
      coalesce(sum(amount_cents) FILTER (WHERE t.kind = 'cancellation' AND account <> 'buyer_deposits'), 0)::bigint AS returned,
      -coalesce(sum(amount_cents) FILTER (WHERE account = 'vat_payable'), 0)::bigint AS vat
    FROM accounting.transactions AS t JOIN accounting.entries AS e ON e.transaction_id = t.id
    WHERE (t.booked_at AT TIME ZONE ${shopTimeZone})::date BETWEEN ${from} AND ${to}`.execute(shop.db);
  return rows[0];
}

/** What the documents of a period say of each session, counted anew. */
async function recountSessions({ from, to }: Period) {
  const { rows } = await sql<{ key: string; soldTickets: number; soldCents: number; returnedCents: number }>`
    SELECT l.session_code AS key, coalesce(sum(l.quantity) FILTER (WHERE t.kind = 'sale'), 0)::bigint AS "soldTickets",
      coalesce(sum(l.amount_cents) FILTER (WHERE t.kind = 'sale'), 0)::bigint AS "soldCents",
      coalesce(sum(l.amount_cents) FILTER (WHERE t.kind <> 'sale'), 0)::bigint AS "returnedCents"
    FROM accounting.transactions AS t JOIN accounting.documents AS d ON d.transaction_id = t.id
      JOIN accounting.document_lines AS l ON l.document_id = d.id
    WHERE (t.booked_at AT TIME ZONE ${shopTimeZone})::date BETWEEN ${from} AND ${to}
    GROUP BY 1 ORDER BY 1`.execute(shop.db);
  return rows;
}

async function expectReportsToBe(period: Period, seed: string): Promise<void> {
  const counted = await recount(period);
  const db = shop.db;
  for (const by of ['offer', 'sport', 'session', 'venue', 'category', 'day', 'channel'] as const) {
    const { totals, rows } = await pageOfSales({ db }, { by, period }, { skip: 0, limit: 1_000 });
    expect({ seed, by, period, ...totals }).toEqual({ seed, by, period, ...totalOf(rows) });
    expect([seed, by, period, totals.soldCents, totals.returnedCents, totals.netVatCents]).toEqual([
      seed,
      by,
      period,
      counted?.sold,
      counted?.returned,
      counted?.vat,
    ]);
    const second = await pageOfSales({ db }, { by, period }, { skip: 1, limit: 1 });
    expect([seed, by, second]).toEqual([seed, by, { totals, rows: rows.slice(1, 2) }]);
  }
  const sessions = await pageOfSales({ db }, { by: 'session', period }, { skip: 0, limit: 1_000 });
  const said = sessions.rows.map(({ key, soldTickets, soldCents, returnedCents }) => {
    return { key, soldTickets, soldCents, returnedCents };
  });
  expect([seed, period, said.toSorted((a, b) => (a.key < b.key ? -1 : 1))]).toEqual([
    seed,
    period,
    await recountSessions(period),
  ]);
  const { items } = await readTakingsReport({ db, clock }, period);
  const sumOf = (of: (day: (typeof items)[number]) => number): number => items.reduce((sum, day) => sum + of(day), 0);
  expect([seed, sumOf((d) => d.capturedCents), sumOf((d) => d.refundedCents), sumOf((d) => d.soldCents)]).toEqual([
    seed,
    counted?.captured,
    counted?.refunded,
    counted?.sold,
  ]);
  expect(sumOf((d) => d.vat.reduce((sum, { vatCents }) => sum + vatCents, 0))).toBe(counted?.vat);
  const closing = items.at(-1);
  if (closing !== undefined) {
    const ever = await recount({ from: '2020-01-01', to: closing.day });
    const atProviders = (ever?.captured ?? 0) - (ever?.refunded ?? 0);
    expect([closing.atProvidersCents, closing.owedToBuyersCents]).toEqual([
      atProviders,
      atProviders - (ever?.sold ?? 0) + (ever?.returned ?? 0),
    ]);
  }
  const refunds = await readRefundsReport({ db, clock }, period);
  expect([refunds.reasons.reduce((sum, { cents }) => sum + cents, 0), refunds.paidBack.cents]).toEqual([
    counted?.returned,
    counted?.refunded,
  ]);
}

test('a report is what the ledger says, at any moment and for any days', async () => {
  const seedNumber = inject('seed');
  const seed = `seed ${seedNumber}`;
  const random = seededRandom(seedNumber);
  const pick = <T>(items: readonly [T, ...T[]] | readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick');
    return item;
  };
  const reasons = ['buyer', 'admin', 'organiser'] as const;
  const someSale = (): Sale =>
    madeSale(
      Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
        sessionCode: pick(['BKB19', 'ATH01', 'SWM02']),
        category: pick(['A', 'B']),
        offerName: pick(['Solo', 'Duo']),
        quantity: 1 + Math.floor(random() * 4),
        unitPriceCents: pick([0, 999, 9_000, 12_345]),
        vatBasisPoints: pick([550, 2_000]),
      })),
    );
  for (let number = 0; number < 40; number += 1) {
    const sale = someSale();
    const { orderId } = sale;
    const price = sale.lines.reduce((cents, { amountCents }) => cents + amountCents, 0);
    const capture = { orderId, paymentId: uuidv7(), provider, amountCents: price };
    await bookAt(pick(moments), (tx) => recordCapture(tx, capture));
    if (random() < 0.9) await bookAt(pick(moments), (tx) => recordSale(tx, { keys: shop.keys }, sale));
    else await bookAt(pick(moments), (tx) => recordRefund(tx, { ...capture, refundId: uuidv7() }));
    const [line] = sale.lines;
    const wasSold = await sql`SELECT 1 FROM accounting.documents WHERE order_id = ${orderId}`.execute(shop.db);
    if (line !== undefined && wasSold.rows.length > 0 && random() < 0.5) {
      const taken = { orderId, cancellationId: uuidv7(), reason: pick(reasons), lines: [{ position: 0, quantity: 1 }] };
      await bookAt(pick(moments), (tx) => recordCancellation(tx, taken));
      const back = { orderId, refundId: uuidv7(), provider, amountCents: line.unitPriceCents };
      if (back.amountCents > 0) await bookAt(pick(moments), (tx) => recordRefund(tx, back));
    }
    if (random() < 0.3) await withTx(shop.db, (tx) => countBooked(tx, 1 + Math.floor(random() * 20)));
  }
  const periods = Array.from({ length: 8 }, () => {
    const from = daysLater('2025-12-01', Math.floor(random() * 330));
    return { from, to: daysLater(from, Math.floor(random() * 200)) };
  });
  periods.push({ from: '2025-01-01', to: '2027-01-31' }, { from: '2026-07-01', to: '2026-07-31' });
  const some = periods.filter((period) => daysIn(period) <= 400);
  for (const period of some) await expectReportsToBe(period, seed);
  // And the same once nothing waits, with two that count at once.
  const countAll = async (): Promise<void> => {
    while ((await withTx(shop.db, (tx) => countBooked(tx, 7))) > 0);
  };
  await Promise.all([countAll(), countAll()]);
  expect((await shop.db.selectFrom('reports.uncounted').selectAll().execute()).length).toBe(0);
  for (const period of periods) await expectReportsToBe(period, seed);
});

test('a period is the years and months closest to it, with the days that are missing and without those too many', () => {
  const span = (grain: string, from: string, before: string, sign = 1) => ({ grain, from, before, sign });
  expect(spansOf({ from: '2026-01-20', to: '2026-04-02' })).toEqual([
    span('month', '2026-02-01', '2026-04-01'),
    span('day', '2026-01-20', '2026-02-01'),
    span('day', '2026-04-01', '2026-04-03'),
  ]);
  expect(spansOf({ from: '2026-01-03', to: '2026-04-28' })).toEqual([
    span('month', '2026-01-01', '2026-05-01'),
    span('day', '2026-01-01', '2026-01-03', -1),
    span('day', '2026-04-29', '2026-05-01', -1),
  ]);
  expect(spansOf({ from: '2026-02-01', to: '2026-02-28' })).toEqual([span('month', '2026-02-01', '2026-03-01')]);
  expect(spansOf({ from: '2026-12-31', to: '2027-01-01' })).toEqual([span('day', '2026-12-31', '2027-01-02')]);
  // A month that is taken away with the days that belong to the period given back.
  expect(spansOf({ from: '2025-11-18', to: '2026-11-23' })).toEqual([
    span('year', '2026-01-01', '2027-01-01'),
    span('month', '2025-12-01', '2026-01-01'),
    span('day', '2025-11-18', '2025-12-01'),
    span('month', '2026-12-01', '2027-01-01', -1),
    span('day', '2026-11-24', '2026-12-01', -1),
  ]);
});

test('a period has each of its days once, and no other', () => {
  const random = seededRandom(inject('seed'));
  for (let tried = 0; tried < 100; tried += 1) {
    const from = daysLater('2023-12-01', Math.floor(random() * 500));
    const to = daysLater(from, Math.floor(random() * 900));
    const counts = new Map<string, number>();
    for (const span of spansOf({ from, to })) {
      for (let day = span.from; day < span.before; day = daysLater(day, 1)) {
        counts.set(day, (counts.get(day) ?? 0) + span.sign);
      }
    }
    const days = [...counts].filter(([, count]) => count !== 0);
    expect(days.every(([day, count]) => count === 1 && day >= from && day <= to)).toBe(true);
    expect([from, to, days.length]).toEqual([from, to, daysIn({ from, to })]);
  }
});

test('a day begins at midnight in the zone of the shop', () => {
  expect(shopDay(Date.parse('2026-06-30T21:59:59Z'))).toBe('2026-06-30');
  expect(shopDay(Date.parse('2026-06-30T22:00:00Z'))).toBe('2026-07-01');
});
