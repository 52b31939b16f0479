import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/database.ts';
import { loadSmallCatalogue, take } from '../../../../../test/small-catalogue.ts';
import { type Db, withTx } from '../../../../platform/database/database.ts';
import { createLogger } from '../../../../platform/log.ts';
import { CatalogueKeeper } from './catalogue-keeper.ts';

let database: TestDatabase;
let db: Db;
let keeper: CatalogueKeeper;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
  keeper = new CatalogueKeeper(db, createLogger('silent'));
  await keeper.start();
});
afterEach(() => take(db, 'JUD01', 'A', 0));
afterAll(async () => {
  await keeper.stop();
  await database.close();
});

function remaining(code: string): number | undefined {
  return keeper.catalogue.byCode.get(code)?.sale.categories[0]?.remaining;
}

test('an empty shop has an empty catalogue, and an import shows with the next look', async () => {
  expect(keeper.catalogue.byDate).toEqual([]);
  await loadSmallCatalogue(db);
  await keeper.catchUp();
  expect(keeper.catalogue.byDate).toHaveLength(8);
  expect(remaining('JUD01')).toBe(800);
});

test('without being asked, it looks by itself', async () => {
  await take(db, 'JUD01', 'A', 10);
  await new Promise<void>((resolve) => {
    const end = keeper.follow((changed) => {
      if (!changed.some((session) => session.code === 'JUD01')) return;
      end();
      resolve();
    });
  });
  expect(remaining('JUD01')).toBe(790);
});

test('what a transaction writes shows after its commit, however many others ended before it', async () => {
  let commit = (): void => undefined;
  const committed = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let written = (): void => undefined;
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = withTx(db, async (tx) => {
    await tx.updateTable('catalog.sessions').set({ title_fr: 'Lent' }).where('code', '=', 'JUD02').execute();
    await tx.updateTable('inventory.inventory').set({ taken: 5 }).where('category', '=', 'First').execute();
    written();
    await committed;
  });
  await isWritten;
  for (let look = 0; look < 3; look += 1) {
    await take(db, 'JUD01', 'A', look + 1);
    await keeper.catchUp();
    expect(remaining('JUD01')).toBe(799 - look);
  }
  expect(keeper.catalogue.byCode.get('JUD02')?.titleFr).not.toBe('Lent');
  const before = remaining('SRF01') ?? 0;
  commit();
  await slow;
  await keeper.catchUp();
  expect(keeper.catalogue.byCode.get('JUD02')?.titleFr).toBe('Lent');
  expect(remaining('SRF01')).toBe(before - 5);
});

test('a category that is taken off and an offer that is new show, with the stock kept', async () => {
  await db.deleteFrom('catalog.session_categories').where('category', '=', 'A-PFR').execute();
  const offer = { code: 'trio', name_fr: 'Trio', name_en: 'Trio', description_fr: '', description_en: '' };
  await db
    .insertInto('catalog.offers')
    .values({ ...offer, places: 3, discount_percent: 0, position: 9 })
    .execute();
  await take(db, 'JUD01', 'A', 3);
  await keeper.catchUp();
  expect(keeper.catalogue.byCode.get('JUD02')?.categories.map((one) => one.category)).toEqual(['A']);
  expect(keeper.catalogue.offers.map((one) => one.code)).toContain('trio');
  expect(remaining('JUD01')).toBe(797);
});

test('a code that is not known yet is looked for once more; one that nobody has stays unknown', async () => {
  await db.updateTable('catalog.sessions').set({ code: 'NEW01' }).where('code', '=', 'JUD06').execute();
  expect((await keeper.find('NEW01'))?.code).toBe('NEW01');
  expect(await keeper.find('NONE1')).toBeNull();
});

test('while the database does not answer, the last catalogue stays and its age grows', async () => {
  const lost = await openTestDatabase();
  const alone = new CatalogueKeeper(lost.db, createLogger('silent'));
  await loadSmallCatalogue(lost.db);
  await alone.start();
  await lost.close();
  const before = alone.age().ageMs;
  await alone.catchUp();
  expect(alone.catalogue.byDate).toHaveLength(8);
  await expect.poll(() => alone.age().ageMs).toBeGreaterThan(before);
  await alone.stop();
});
