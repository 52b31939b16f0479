import { includedVatCents } from '@og-tickets/contract/rules/pricing.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { madeSale, seededRandom } from '../../../test/sales.ts';
import { type Tx, withTx } from '../../platform/database/database.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { recordCancellation, recordCapture, recordRefund, recordSale, type Sale } from './index.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await openTestDatabase();
});
afterAll(() => shop.close());

const book = (work: (tx: Tx) => Promise<void>): Promise<void> => withTx(shop.db, work);
const provider = 'simulated-bank';
const priceOf = (sale: Sale): number => sale.lines.reduce((cents, line) => cents + line.amountCents, 0);

async function bookPaid(sale: Sale): Promise<void> {
  const { orderId } = sale;
  await book((tx) => recordCapture(tx, { orderId, paymentId: uuidv7(), provider, amountCents: priceOf(sale) }));
  await book((tx) => recordSale(tx, { keys: shop.keys }, sale));
}

/** What the accounts of an order come to, in cents; an account without entries is left out. */
async function balances(orderId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ account: string; cents: string }>`
    SELECT e.account || coalesce(' ' || e.vat_basis_points, '') AS account, sum(e.amount_cents)::text AS cents
    FROM accounting.entries AS e JOIN accounting.transactions AS t ON t.id = e.transaction_id
    WHERE t.order_id = ${orderId} GROUP BY 1 ORDER BY 1`.execute(shop.db);
  return Object.fromEntries(rows.map((row) => [row.account, Number(row.cents)]));
}

test('a sale moves what is owed to revenue and VAT, rate by rate', async () => {
  const sale = madeSale([
    { quantity: 2 },
    { unitPriceCents: 16_000 },
    { unitPriceCents: 1_000, vatBasisPoints: 2_000 },
  ]);
  await bookPaid(sale);
  expect(await balances(sale.orderId)).toEqual({
    provider_clearing: 35_000,
    buyer_deposits: 0,
    'revenue 550': -(18_000 - 938 + 16_000 - 834),
    'vat_payable 550': -(938 + 834),
    'revenue 2000': -833,
    'vat_payable 2000': -167,
  });
});

test('late money that goes back is a capture and a refund', async () => {
  const orderId = uuidv7();
  const money = { orderId, provider, amountCents: 9_000 };
  await book((tx) => recordCapture(tx, { ...money, paymentId: uuidv7() }));
  expect(await balances(orderId)).toEqual({ provider_clearing: 9_000, buyer_deposits: -9_000 });
  await book((tx) => recordRefund(tx, { ...money, refundId: uuidv7() }));
  expect(await balances(orderId)).toEqual({ provider_clearing: 0, buyer_deposits: 0 });
});

test('an order for nothing has an invoice and no entries', async () => {
  const sale = madeSale([{ unitPriceCents: 0, quantity: 2 }]);
  await bookPaid(sale);
  await book((tx) =>
    recordCancellation(tx, {
      orderId: sale.orderId,
      cancellationId: uuidv7(),
      reason: 'buyer',
      lines: [{ position: 0, quantity: 1 }],
    }),
  );
  expect(await balances(sale.orderId)).toEqual({});
  const kinds = await shop.db
    .selectFrom('accounting.documents')
    .select('kind')
    .where('order_id', '=', sale.orderId)
    .execute();
  expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(['credit_note', 'invoice']);
});

test('every event is booked once, however often and however many at once', async () => {
  const sale = madeSale([{ quantity: 3 }]);
  const { orderId } = sale;
  const paymentId = uuidv7();
  const refundId = uuidv7();
  const many = (work: (tx: Tx) => Promise<void>) => Promise.all(Array.from({ length: 6 }, () => book(work)));
  await many((tx) => recordCapture(tx, { orderId, paymentId, provider, amountCents: 27_000 }));
  await many((tx) => recordSale(tx, { keys: shop.keys }, sale));
  await many((tx) =>
    recordCancellation(tx, {
      orderId,
      cancellationId: refundId,
      reason: 'buyer',
      lines: [{ position: 0, quantity: 2 }],
    }),
  );
  await many((tx) => recordRefund(tx, { orderId, refundId, provider, amountCents: 18_000 }));
  const vat = includedVatCents(9_000, 550);
  expect(await balances(orderId)).toEqual({
    provider_clearing: 9_000,
    buyer_deposits: 0,
    'revenue 550': vat - 9_000,
    'vat_payable 550': -vat,
  });
  const documents = await shop.db
    .selectFrom('accounting.documents')
    .select('kind')
    .where('order_id', '=', orderId)
    .execute();
  expect(documents).toHaveLength(2);
});

test('more units than are left are not taken back, nor lines that are not there, nor an order that was not sold', async () => {
  const sale = madeSale([{ quantity: 2 }]);
  await bookPaid(sale);
  const before = await balances(sale.orderId);
  const take = (lines: { position: number; quantity: number }[], orderId = sale.orderId): Promise<void> =>
    book((tx) => recordCancellation(tx, { orderId, cancellationId: uuidv7(), reason: 'buyer', lines }));
  for (const quantity of [3, 0, -1, 1.5, Number.NaN])
    await expect(take([{ position: 0, quantity }])).rejects.toThrow(RangeError);
  await expect(take([{ position: 1, quantity: 1 }])).rejects.toThrow(/has no line 1/);
  await expect(take([])).rejects.toThrow(RangeError);
  await expect(take([0, 0].map((position) => ({ position, quantity: 1 })))).rejects.toThrow(RangeError);
  await expect(take([{ position: 0, quantity: 1 }], uuidv7())).rejects.toThrow(/was not sold/);
  expect(await balances(sale.orderId)).toEqual(before);
  const both = await Promise.allSettled([1, 2].map((quantity) => take([{ position: 0, quantity }])));
  expect(both.filter(({ status }) => status === 'rejected')).toHaveLength(1);
});

describe('the books are only added to', () => {
  const tables = ['transactions', 'entries', 'sellers', 'document_lines', 'documents'];

  test.each(tables)('accounting.%s refuses DELETE and TRUNCATE', async (table) => {
    await bookPaid(madeSale([{}]));
    await expect(sql`DELETE FROM accounting.${sql.raw(table)}`.execute(shop.db)).rejects.toThrow(
      /books are only added to/,
    );
    await expect(sql`TRUNCATE accounting.${sql.raw(table)} CASCADE`.execute(shop.db)).rejects.toThrow(/only added to/);
  });

  test.each([
    ['transactions', 'booked_at = now()'],
    ['entries', 'amount_cents = amount_cents + 1'],
    ['sellers', "name = 'Other'"],
    ['document_lines', 'quantity = 1'],
    ['documents', "order_code = 'Other'"],
    ['buyers', "buyer_sealed = 'Other'"],
    ['documents', "year = 2026, sequence = 1, issued_at = now(), seller_id = 1, order_code = 'Other'"],
  ])('accounting.%s refuses UPDATE of %s', async (table, change) => {
    await bookPaid(madeSale([{}]));
    const update = sql`UPDATE accounting.${sql.raw(table)} SET ${sql.raw(change)}`.execute(shop.db);
    await expect(update).rejects.toThrow(/is refused/);
  });

  test('entries that do not sum to zero are not committed', async () => {
    const orderId = uuidv7();
    const unbalanced = sql`
      WITH t AS (INSERT INTO accounting.transactions (kind, reference, order_id) VALUES ('capture', ${orderId}, ${orderId}) RETURNING id)
      INSERT INTO accounting.entries (transaction_id, position, account, amount_cents)
      SELECT id, side, 'buyer_deposits', 5 - side FROM t, generate_series(1, 2) AS side`;
    await expect(unbalanced.execute(shop.db)).rejects.toThrow(/do not sum to zero/);
  });

  test('nothing is added to an event or a document of the past', async () => {
    const sale = madeSale([{}]);
    await bookPaid(sale);
    const entries = sql`INSERT INTO accounting.entries (transaction_id, position, account, amount_cents)
      SELECT id, 10 + side, 'buyer_deposits', 3 - 2 * side FROM accounting.transactions, generate_series(1, 2) AS side
      WHERE kind = 'sale' AND order_id = ${sale.orderId}`;
    await expect(entries.execute(shop.db)).rejects.toThrow(/is closed/);
    const lines = sql`INSERT INTO accounting.document_lines (document_id, position, session_code, title, starts_at, timezone, venue,
        category, offer_name, places_each, quantity, unit_price_cents, amount_cents, vat_basis_points, vat_cents)
      SELECT document_id, 9, session_code, title, starts_at, timezone, venue, category, offer_name, places_each, quantity, 0, 0, 0, 0
      FROM accounting.document_lines JOIN accounting.documents AS d ON d.id = document_id WHERE d.order_id = ${sale.orderId}`;
    await expect(lines.execute(shop.db)).rejects.toThrow(/is closed/);
  });

  test('a document whose lines are not its totals is not committed', async () => {
    const sale = madeSale([{ quantity: 2 }]);
    const wrong = book(async (tx) => {
      await recordSale(tx, { keys: shop.keys }, sale);
      await sql`INSERT INTO accounting.document_lines SELECT document_id, 1, session_code, title, starts_at, timezone, venue,
          category, offer_name, places_each, 1, unit_price_cents, unit_price_cents, vat_basis_points, 0
        FROM accounting.document_lines JOIN accounting.documents AS d ON d.id = document_id
        WHERE d.order_id = ${sale.orderId}`.execute(tx);
    });
    await expect(wrong).rejects.toThrow(/are not its totals/);
  });
});

/** An order in the books and what is left of it by plain counting. */
interface Modelled {
  sale: Sale;
  left: number[];
  capturedCents: number;
  refundedCents: number;
  owed: { refundId: string; amountCents: number }[];
}

test('random sales, cancellations and refunds leave what is left of each order, to the cent', async () => {
  const random = seededRandom(inject('seed'));
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const orders: Modelled[] = [];
  for (let step = 0; step < 400; step += 1) {
    const order = orders[upTo(orders.length - 1)];
    if (order === undefined || random() < 0.25) orders.push(await sellSomething(upTo));
    else if (random() < 0.5) await cancelSomething(order, upTo);
    else await refundSomething(order);
  }
  for (const order of orders) await expectBooked(order);
  expect(orders.length).toBeGreaterThan(50);
}, 120_000);

async function sellSomething(upTo: (most: number) => number): Promise<Modelled> {
  const rates = [550, 2_000, 1_000, 210, 0];
  const lines = Array.from({ length: 1 + upTo(3) }, () => ({
    quantity: 1 + upTo(5),
    unitPriceCents: upTo(4) === 0 ? upTo(9) : upTo(100_000),
    vatBasisPoints: rates[upTo(4)] ?? 0,
  }));
  const sale = madeSale(lines);
  await bookPaid(sale);
  const left = sale.lines.map((line) => line.quantity);
  return { sale, left, capturedCents: priceOf(sale), refundedCents: 0, owed: [] };
}

async function cancelSomething(order: Modelled, upTo: (most: number) => number): Promise<void> {
  const lines = order.left.flatMap((count, position) => {
    const quantity = upTo(count);
    return quantity === 0 ? [] : [{ position, quantity }];
  });
  if (lines.length === 0) return;
  const { orderId } = order.sale;
  const refundId = uuidv7();
  await book((tx) => recordCancellation(tx, { orderId, cancellationId: refundId, reason: 'buyer', lines }));
  let amountCents = 0;
  for (const { position, quantity } of lines) {
    order.left[position] = (order.left[position] ?? 0) - quantity;
    amountCents += quantity * (order.sale.lines[position]?.unitPriceCents ?? 0);
  }
  order.owed.push({ refundId, amountCents });
}

async function refundSomething(order: Modelled): Promise<void> {
  const next = order.owed.shift();
  if (next === undefined) return;
  await book((tx) => recordRefund(tx, { orderId: order.sale.orderId, provider, ...next }));
  order.refundedCents += next.amountCents;
}

async function expectBooked({ sale, left, capturedCents, refundedCents, owed }: Modelled): Promise<void> {
  const expected = { provider_clearing: capturedCents - refundedCents, buyer_deposits: 0 } as Record<string, number>;
  expected['buyer_deposits'] = -owed.reduce((cents, { amountCents }) => cents + amountCents, 0);
  for (const [position, line] of sale.lines.entries()) {
    const cents = (left[position] ?? 0) * line.unitPriceCents;
    const vat = includedVatCents(cents, line.vatBasisPoints);
    const rate = line.vatBasisPoints;
    expected[`revenue ${rate}`] = (expected[`revenue ${rate}`] ?? 0) - (cents - vat);
    expected[`vat_payable ${rate}`] = (expected[`vat_payable ${rate}`] ?? 0) - vat;
  }
  const booked = await balances(sale.orderId);
  for (const [account, cents] of Object.entries(expected)) {
    // Minus zero is zero.
    expect([sale.orderId, account, (booked[account] ?? 0) + 0]).toEqual([sale.orderId, account, cents + 0]);
  }
  expect(Object.values(booked).reduce((sum, cents) => sum + cents, 0)).toBe(0);
}
