import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { loadSmallCatalogue, take } from '../../../../test/small-catalogue.ts';
import type { Db } from '../../../platform/database/database.ts';
import type { SessionList } from '@og-tickets/contract/catalog.ts';
import { decodeCursor } from '../rules/cursor.ts';
import { readCatalogue } from '../../../../test/read-catalogue.ts';
import { listSessions, type SessionFilter } from './session-list.ts';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
  await loadSmallCatalogue(db);
});
afterAll(() => database.close());

async function list(filter: SessionFilter = {}, cursor: string | null = null, locale: 'fr' | 'en' = 'fr') {
  const read = cursor === null ? null : decodeCursor(cursor, filter.sort ?? 'date');
  return listSessions(await readCatalogue(db), filter, { cursor: read, locale });
}

async function codes(filter: SessionFilter): Promise<string[]> {
  return (await list(filter)).items.map((item) => item.code);
}

describe('search', () => {
  test.each([
    ['EPREUVE', ['JUD01']],
    ['épreuve équipes', ['JUD01']],
    ['basketball groupe', ['BKB01']],
    ['groupe c', ['BKB01']],
    ['groupe b', []],
    ['groupe judo', []],
    ['pierre mauroy', ['BKB01', 'BKB02']],
    ["villeneuve d'ascq", ['BKB01', 'BKB02']],
    ['surfing', ['SRF01']],
    ['jud02', ['JUD02']],
    ['-48', ['JUD02']],
    ['%', ['JUD06', 'BKB01', 'JUD01', 'BKB02', 'SRF01', 'JUD02', 'JUD03', 'JUD05']],
    ['jud_02', ['JUD02']],
    ['retiré', []],
    ['baksetball', ['BKB01', 'BKB02']],
    ['jduo', ['JUD06', 'JUD01', 'JUD02', 'JUD03', 'JUD05']],
    ['surfign', ['SRF01']],
    ['jud09', []],
  ])('%s', async (q, found) => {
    expect(await codes({ q })).toEqual(found);
  });
});

test('says what it has looked for in place of a word that stands nowhere', async () => {
  expect((await list({ q: 'Baksetball groupe' })).readAs).toBe('basketball groupe');
  expect((await list({ q: 'basketball' })).readAs).toBeNull();
  expect((await list({ q: 'xylophone' })).readAs).toBeNull();
});

describe('filters', () => {
  test('sport, venue and day, the day on the venue’s own calendar', async () => {
    expect(await codes({ sport: 'BKB' })).toEqual(['BKB01', 'BKB02']);
    expect(await codes({ venue: 'TAH' })).toEqual(['SRF01']);
    expect(await codes({ from: '2090-07-25', to: '2090-07-25' })).toEqual(['BKB02', 'SRF01']);
    expect(await codes({ from: '2090-07-26' })).toEqual(['JUD02', 'JUD03', 'JUD05']);
    expect(await codes({ to: '2090-07-24', sport: 'JUD' })).toEqual(['JUD06', 'JUD01']);
  });

  test('a price, or a place to buy, is only found where it can be had now', async () => {
    expect(await codes({ maxPrice: 4_000 })).toEqual(['BKB01', 'JUD01', 'JUD02']);
    expect(await codes({ maxPrice: 2_399 })).toEqual(['JUD02']);
    expect(await codes({ minPrice: 2_400, maxPrice: 4_000 })).toEqual(['BKB01', 'JUD01', 'JUD02']);
    expect(await codes({ minPrice: 4_001, maxPrice: 4_999 })).toEqual([]);
    expect(await codes({ minPrice: 5_000 })).toContain('SRF01');
    expect(await codes({ available: true })).toEqual(['BKB01', 'JUD01', 'SRF01', 'JUD02']);
    expect(await codes({ category: 'First' })).toEqual(['SRF01']);
    expect(await codes({ category: 'A', maxPrice: 5_000 })).toEqual(['JUD01', 'JUD02']);
    expect(await codes({ accessible: true })).toEqual(['JUD02']);
    expect((await list()).facets).toMatchObject({ available: 4, accessible: 1 });
    expect((await list({ maxPrice: 2_399 })).facets).toMatchObject({ available: 1, accessible: 1 });
    await take(db, 'BKB01', 'B', 44);
    expect(await codes({ category: 'B', available: true })).toEqual([]);
    expect(await codes({ category: 'B' })).toEqual(['BKB01']);
    expect(await codes({ maxPrice: 4_000, available: true })).toEqual(['JUD01', 'JUD02']);
    await take(db, 'BKB01', 'B', 0);
  });

  test('facets count each choice with the other filters kept', async () => {
    const byCode = (facet: SessionList['facets']['sports']) =>
      Object.fromEntries(facet.map((one) => [one.code, one.count]));
    const all = await list();
    expect(all.total).toBe(8);
    expect(byCode(all.facets.sports)).toEqual({ BKB: 2, JUD: 5, SRF: 1 });
    expect(all.facets.venues.map((venue) => venue.name)).toEqual([
      'Champ de Mars Arena',
      'Stade Pierre Mauroy',
      'Teahupo’o',
    ]);
    const judo = await list({ sport: 'JUD', q: 'judo' });
    expect(judo.total).toBe(5);
    expect(byCode(judo.facets.sports)).toEqual({ JUD: 5 });
    const basket = await list({ sport: 'BKB', venue: 'LIL', from: '2090-07-25' });
    expect(byCode(basket.facets.sports)).toEqual({ BKB: 1 });
    expect(byCode(basket.facets.venues)).toEqual({ LIL: 1 });
    expect(basket.facets.days).toEqual([
      { day: '2090-07-24', count: 1 },
      { day: '2090-07-25', count: 1 },
    ]);
    const nowhere = await list({ sport: 'BKB', venue: 'TAH' });
    expect(nowhere).toMatchObject({ total: 0, items: [], facets: { days: [] } });
    expect(byCode(nowhere.facets.sports)).toEqual({ SRF: 1 });
    expect(byCode(nowhere.facets.venues)).toEqual({ LIL: 2 });
  });
});

describe('order and pages', () => {
  test('by price, what is not on sale comes last', async () => {
    const { items } = await list({ sort: 'price' });
    expect(items.map((item) => [item.code, item.priceFrom?.cents ?? null])).toEqual([
      ['JUD01', 2_400],
      ['JUD02', 2_400],
      ['BKB01', 4_000],
      ['SRF01', 5_000],
      ['JUD06', null],
      ['BKB02', null],
      ['JUD03', null],
      ['JUD05', null],
    ]);
  });

  test('where a range of prices is asked for, the price said is that of places in it, and so is the order', async () => {
    const said = async (filter: SessionFilter) =>
      (await list(filter)).items.map(({ code, priceFrom }) => [code, priceFrom?.cents]);
    expect(await said({ sport: 'BKB' })).toEqual([
      ['BKB01', 4_000],
      ['BKB02', undefined],
    ]);
    expect(await said({ minPrice: 4_500 })).toEqual([
      ['BKB01', 9_000],
      ['SRF01', 5_000],
    ]);
    expect(await said({ minPrice: 4_500, sort: 'price' })).toEqual([
      ['SRF01', 5_000],
      ['BKB01', 9_000],
    ]);
    // Of what can be had there: places for wheelchairs only where there are no others.
    expect(await said({ maxPrice: 2_399 })).toEqual([['JUD02', 1_500]]);
    expect(await said({ maxPrice: 2_400 })).toEqual([
      ['JUD01', 2_400],
      ['JUD02', 2_400],
    ]);
  });

  test.each(['date', 'price'] as const)('every session stands once on the pages by %s', async (sort) => {
    // Same price, same hour: only the number tells JUD02 from JUD01.
    const start = (date: string) =>
      db
        .updateTable('catalog.sessions')
        .set({ starts_at: new Date(date), doors_at: new Date(date) })
        .where('code', '=', 'JUD02')
        .execute();
    await start('2090-07-24T15:00:00Z');
    const whole = await codes({ sort });
    for (const limit of [1, 2, 3, 8]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: SessionList = await list({ sort, limit }, cursor);
        expect(page.total).toBe(8);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map((item) => item.code));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen, `limit ${limit}`).toEqual(whole);
    }
    await start('2090-07-26T15:00:00Z');
  });

  test('a session that sells out or goes between two pages neither repeats nor hides another', async () => {
    const first = await list({ limit: 3 });
    await db.updateTable('catalog.sessions').set({ status: 'withdrawn' }).where('code', '=', 'JUD01').execute();
    const second = await list({ limit: 10 }, first.nextCursor);
    await db.updateTable('catalog.sessions').set({ status: 'published' }).where('code', '=', 'JUD01').execute();
    expect([...first.items, ...second.items].map((item) => item.code)).toEqual(await codes({}));
  });
});
