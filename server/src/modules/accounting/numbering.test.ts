import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { madeSale } from '../../../test/sales.ts';
import { readConfig } from '../../config.ts';
import { withTx } from '../../platform/database/database.ts';
import { refuse } from '../../platform/http/refusal.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { numberDocuments, printDocument, recordCancellation, recordSale } from './index.ts';
import { deleteOldBuyers } from './sql/buyers.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await openTestDatabase({ maxConnections: 24 });
});
afterAll(() => shop.close());

const { seller } = readConfig({});
const numberAll = (name = seller.name): Promise<void> =>
  numberDocuments({ db: shop.db, config: { ...readConfig({}), seller: { ...seller, name } } });

async function sell(): Promise<string> {
  const sale = madeSale([{ quantity: 2 }]);
  await withTx(shop.db, (tx) => recordSale(tx, { keys: shop.keys }, sale));
  return sale.orderId;
}

const takeOneBack = (orderId: string): Promise<void> =>
  withTx(shop.db, (tx) =>
    recordCancellation(tx, {
      orderId,
      cancellationId: uuidv7(),
      reason: 'buyer',
      lines: [{ position: 0, quantity: 1 }],
    }),
  );

async function numbers(kind: 'invoice' | 'credit_note'): Promise<(number | null)[]> {
  const rows = await shop.db
    .selectFrom('accounting.documents')
    .select('sequence')
    .where('kind', '=', kind)
    .orderBy('sequence')
    .execute();
  return rows.map(({ sequence }) => sequence);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

test('eight batches at once, among sales of which some are rolled back, leave no gap and no double', async () => {
  let sold = 0;
  let credited = 0;
  const till = async (): Promise<void> => {
    for (let round = 0; round < 15; round += 1) {
      const orderId = await sell();
      sold += 1;
      if (round % 3 === 0) {
        await takeOneBack(orderId);
        credited += 1;
      }
      await withTx(shop.db, async (tx) => {
        await recordSale(tx, { keys: shop.keys }, madeSale([{}]));
        return refuse('not_found');
      });
    }
  };
  const batch = async (): Promise<void> => {
    for (let round = 0; round < 12; round += 1) await numberAll();
  };
  await Promise.all([...Array.from({ length: 4 }, till), ...Array.from({ length: 8 }, batch)]);
  await numberAll();
  expect(await numbers('invoice')).toEqual(upTo(sold));
  expect(await numbers('credit_note')).toEqual(upTo(credited));
}, 60_000);

test('a batch that is rolled back takes no number with it', async () => {
  await sell();
  const before = await numbers('invoice');
  const last = before.filter((sequence) => sequence !== null).length;
  // The batch writes the seller itself, and no text of PostgreSQL holds this character.
  await expect(numberAll('\0')).rejects.toThrow(/invalid byte sequence/);
  expect(await numbers('invoice')).toEqual(before);
  await numberAll();
  expect(await numbers('invoice')).toEqual(upTo(last + 1));
});

test('numbers follow the order of the sales, and a credit note has a series of its own', async () => {
  const orders = [await sell(), await sell(), await sell()];
  for (const orderId of orders.toReversed()) await takeOneBack(orderId);
  await numberAll();
  const rows = await shop.db
    .selectFrom('accounting.documents')
    .select(['order_id', 'kind', 'sequence'])
    .where('order_id', 'in', orders)
    .orderBy('kind')
    .orderBy('sequence')
    .execute();
  const of = (kind: string): string[] => rows.filter((row) => row.kind === kind).map((row) => row.order_id);
  expect(of('invoice')).toEqual(orders);
  expect(of('credit_note')).toEqual(orders.toReversed());
});

test('a new year begins at 1, and who sold is kept as it was', async () => {
  const early = await sell();
  await numberAll('Before');
  // As if all of this had been a year ago.
  await sql`ALTER TABLE accounting.documents DISABLE TRIGGER numbered_once`.execute(shop.db);
  await sql`UPDATE accounting.documents SET year = year - 1`.execute(shop.db);
  await sql`ALTER TABLE accounting.documents ENABLE TRIGGER numbered_once`.execute(shop.db);
  const late = await sell();
  await numberAll('After');
  const rows = await shop.db
    .selectFrom('accounting.documents as document')
    .innerJoin('accounting.sellers as seller', 'seller.id', 'document.seller_id')
    .select(['document.order_id', 'document.year', 'document.sequence', 'seller.name'])
    .where('document.order_id', 'in', [early, late])
    .orderBy('document.year')
    .execute();
  const year = new Date().getFullYear();
  expect(rows).toMatchObject([
    { order_id: early, year: year - 1, name: 'Before' },
    { order_id: late, year, sequence: 1, name: 'After' },
  ]);
});

test('who bought is forgotten ten years after the year of the last document, with the key; the books stay', async () => {
  const orderId = await sell();
  const buyers = () => shop.db.selectFrom('accounting.buyers').select('id').execute();
  const forget = (years: number) => withTx(shop.db, (tx) => deleteOldBuyers(tx, years));
  const before = (await buyers()).length;
  expect(await forget(limits.invoiceYears)).toBe(0);
  // As if this year were over for long: all but the one that has no number yet.
  expect(await forget(-1)).toBe(before - 1);
  await numberAll();
  expect(await forget(0)).toBe(0);
  const { config, keys, db } = { config: readConfig({}), ...shop };
  expect((await printDocument({ db, keys, config }, { orderId, kind: 'invoice' }))?.document.buyer.name).not.toBe('');
  expect(await forget(-1)).toBe(1);
  const printed = await printDocument({ db, keys, config }, { orderId, kind: 'invoice' });
  expect(printed?.document.buyer).toEqual({ name: '', email: '' });
});
