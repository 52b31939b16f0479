import type { SessionDetail } from '@og-tickets/contract/catalog.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { idOf, loadSmallCatalogue, take } from '../../../../test/small-catalogue.ts';
import type { Db } from '../../../platform/database/database.ts';
import { readSaleTerms, readSaleTermsOfMany, saleKey } from './sale-terms.ts';
import { readCatalogue } from '../../../../test/read-catalogue.ts';
import { listSessions } from './session-list.ts';
import { sessionPage } from './session-page.ts';
import { sessionSummaries } from './session-summaries.ts';
import { listSports, listVenues } from './sports-and-venues.ts';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
  await loadSmallCatalogue(db);
});
afterAll(() => database.close());

const first = { cursor: null, locale: 'fr' } as const;

async function readSessionPage(code: string, locale: 'fr' | 'en'): Promise<SessionDetail | null> {
  const catalogue = await readCatalogue(db);
  const session = catalogue.byCode.get(code);
  return session === undefined ? null : sessionPage(catalogue, session, locale);
}

async function judoToBuy(): Promise<string[]> {
  const { items } = listSessions(await readCatalogue(db), { available: true, sport: 'JUD' }, first);
  return items.map((item) => item.code);
}

describe('availability', () => {
  async function wordOf(code: string): Promise<[string, string | undefined]> {
    const card = listSessions(await readCatalogue(db), { q: code }, first).items[0];
    const page = await readSessionPage(code, 'fr');
    expect(page?.availability).toBe(card?.availability);
    expect(page?.priceFrom).toEqual(card?.priceFrom);
    return [card?.availability ?? '', page?.categories[0]?.availability];
  }

  test('available, few, held and sold out', async () => {
    // JUD01 puts 800 places on sale in its one category.
    expect(await wordOf('JUD01')).toEqual(['available', 'available']);
    await take(db, 'JUD01', 'A', 760);
    expect(await wordOf('JUD01')).toEqual(['available', 'available']);
    await take(db, 'JUD01', 'A', 761);
    expect(await wordOf('JUD01')).toEqual(['few', 'few']);
    await take(db, 'JUD01', 'A', 800, { places: 2, endsInMinutes: 5 });
    expect(await wordOf('JUD01')).toEqual(['held', 'held']);
    expect(await judoToBuy()).toEqual(['JUD02']);
    await take(db, 'JUD01', 'A', 800);
    expect(await wordOf('JUD01')).toEqual(['sold_out', 'sold_out']);
    await take(db, 'JUD01', 'A', 0);
  });

  test('a hold whose time is over is free again, swept or not', async () => {
    await take(db, 'JUD01', 'A', 800, { places: 4, endsInMinutes: -1 });
    expect(await wordOf('JUD01')).toEqual(['few', 'few']);
    const page = await readSessionPage('JUD01', 'fr');
    expect(page?.categories[0]?.remaining).toBe(4);
    expect(await judoToBuy()).toEqual(['JUD01', 'JUD02']);
    await take(db, 'JUD01', 'A', 0);
  });

  test('one full category leaves the session to be had', async () => {
    await take(db, 'BKB01', 'A', 36);
    expect(await wordOf('BKB01')).toEqual(['available', 'sold_out']);
    await take(db, 'BKB01', 'A', 0);
  });

  test('without a price, before the sale, after the start and cancelled', async () => {
    expect(await wordOf('BKB02')).toEqual(['not_on_sale', undefined]);
    expect(await wordOf('JUD05')).toEqual(['not_on_sale', 'not_on_sale']);
    expect(await wordOf('JUD06')).toEqual(['not_on_sale', 'not_on_sale']);
    expect(await wordOf('JUD03')).toEqual(['cancelled', 'cancelled']);
    await db
      .updateTable('catalog.sessions')
      .set({ sales_close_at: new Date('2021-01-01') })
      .where('code', '=', 'SRF01')
      .execute();
    expect(await wordOf('SRF01')).toEqual(['not_on_sale', 'not_on_sale']);
    await db.updateTable('catalog.sessions').set({ sales_close_at: null }).where('code', '=', 'SRF01').execute();
  });
});

describe('one session', () => {
  test('shows its categories with a tariff for each offer', async () => {
    const page = await readSessionPage('BKB01', 'en');
    expect(page).toMatchObject({
      code: 'BKB01',
      title: 'Basketball hommes — groupe C',
      sportName: 'Basketball',
      venue: { code: 'LIL', name: 'Stade Pierre Mauroy' },
      startsAt: '2090-07-24T15:00:00.000Z',
      doorsAt: '2090-07-24T13:30:00.000Z',
      endsAt: '2090-07-24T15:45:00.000Z',
      priceFrom: { cents: 4_000, currency: 'EUR' },
      limits: { placesPerAccount: 6 },
    });
    expect(page?.categories.map((category) => [category.category, category.remaining])).toEqual([
      ['A', 36],
      ['B', 44],
    ]);
    expect(page?.categories[1]?.tariffs).toEqual([
      { offer: 'solo', offerName: 'Solo', places: 1, price: { cents: 4_000, currency: 'EUR' } },
      { offer: 'duo', offerName: 'Duo', places: 2, price: { cents: 7_200, currency: 'EUR' } },
      { offer: 'famille', offerName: 'Family', places: 4, price: { cents: 12_800, currency: 'EUR' } },
    ]);
  });

  test('a sold-out category is no bait: the lowest price is of places that can be had', async () => {
    await take(db, 'BKB01', 'B', 44);
    const page = await readSessionPage('BKB01', 'fr');
    const { items } = listSessions(await readCatalogue(db), { q: 'BKB01' }, first);
    await take(db, 'BKB01', 'B', 0);
    expect(page?.priceFrom).toEqual(page?.categories[0]?.pricePerPlace);
    expect(items[0]?.priceFrom).toEqual(page?.priceFrom);
    expect(page?.categories[1]?.pricePerPlace.cents).toBeLessThan(page?.priceFrom?.cents ?? 0);
  });

  test('with wheelchair places: last in order, and no bait in the lowest price', async () => {
    const page = await readSessionPage('JUD02', 'fr');
    expect(page?.categories.map((category) => category.category)).toEqual(['A', 'A-PFR']);
    expect(page?.priceFrom?.cents).toBe(2_400);
  });

  test('is not there when unknown or withdrawn', async () => {
    expect(await readSessionPage('NONE1', 'fr')).toBeNull();
    expect(await readSessionPage('JUD04', 'fr')).toBeNull();
  });
});

describe('what other modules read', () => {
  test('the terms of a sale, by code, by number and many at once', async () => {
    const sessionId = await idOf(db, 'BKB01');
    const terms = await readSaleTerms(db, { sessionCode: 'BKB01', category: 'A', offer: 'famille' });
    expect(terms).toEqual({
      sessionId,
      sessionCode: 'BKB01',
      category: 'A',
      offer: 'famille',
      offerNames: { fr: 'Famille', en: 'Family' },
      places: 4,
      unitPriceCents: 28_800,
      vatBasisPoints: 550,
      placesPerAccount: 6,
      onSale: true,
    });
    expect(await readSaleTerms(db, { sessionId, category: 'A', offer: 'famille' })).toEqual(terms);
    const key = { sessionId, category: 'A', offer: 'famille' };
    const many = await readSaleTermsOfMany(db, [key, key, { ...key, offer: 'none' }, { ...key, category: 'Z' }]);
    expect([...many]).toEqual([[saleKey(key), terms]]);
    expect((await readSaleTermsOfMany(db, [])).size).toBe(0);
  });

  test.each(['JUD03', 'JUD04', 'JUD05', 'JUD06'])('%s is known, but not on sale', async (sessionCode) => {
    expect(await readSaleTerms(db, { sessionCode, category: 'A', offer: 'solo' })).toMatchObject({ onSale: false });
  });

  test('what has no price has no terms', async () => {
    expect(await readSaleTerms(db, { sessionCode: 'BKB02', category: 'A', offer: 'solo' })).toBeNull();
  });

  test('summaries of many sessions, withdrawn ones too', async () => {
    const [surf, withdrawn] = [await idOf(db, 'SRF01'), await idOf(db, 'JUD04')];
    const briefs = await sessionSummaries(db, [surf, withdrawn, surf, 0], 'en');
    expect([...briefs.keys()].toSorted((a, b) => a - b)).toEqual([surf, withdrawn].toSorted((a, b) => a - b));
    expect(briefs.get(surf)).toEqual({
      id: surf,
      code: 'SRF01',
      summary: {
        sport: 'SRF',
        sportName: 'Surfing',
        title: 'Surf',
        venue: { code: 'TAH', name: 'Teahupo’o', city: 'Tahiti' },
        startsAt: '2090-07-26T02:00:00.000Z',
        timezone: 'Pacific/Tahiti',
      },
      doorsAt: '2090-07-26T00:30:00.000Z',
      endsAt: '2090-07-26T02:45:00.000Z',
      cancellableUntil: null,
      change: null,
    });
  });

  test('sports and venues with the number of sessions that are not withdrawn', async () => {
    expect(listSports(await readCatalogue(db), 'en')).toEqual([
      { code: 'BKB', name: 'Basketball', sessions: 2 },
      { code: 'JUD', name: 'Judo', sessions: 5 },
      { code: 'SRF', name: 'Surfing', sessions: 1 },
    ]);
    const venues = listVenues(await readCatalogue(db), 'fr');
    expect(venues.map((venue) => [venue.code, venue.sessions])).toEqual([
      ['CDM', 5],
      ['LIL', 2],
      ['TAH', 1],
    ]);
  });
});
