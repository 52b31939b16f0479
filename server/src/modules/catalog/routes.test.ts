import type { SessionDetail, SessionList } from '@og-tickets/contract/catalog.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { loadDemoCatalogue } from '../../demo/load-catalogue.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
  await loadDemoCatalogue(shop.db, new Date());
  await shop.caughtUp();
});
afterAll(() => shop.close());

const english = { headers: { 'accept-language': 'en' } };

test('anyone reads the list, in French or English', async () => {
  const french = await shop.client().get<SessionList>('/sessions?q=phase%20groupe%20c&sport=BKB');
  expect(french.status).toBe(200);
  expect(french.body.items[0]).toMatchObject({
    code: 'BKB14',
    title: 'Basketball hommes — phase de groupe, groupe C, match 19',
    venue: { code: 'LIL', name: 'Stade Pierre Mauroy' },
    availability: 'available',
  });
  const { body } = await shop.client().get<SessionList>('/sessions?q=eiffel%20tower&limit=1', english);
  expect(body).toMatchObject({ items: [{ sportName: 'Beach Volleyball', venue: { name: 'Eiffel Tower Stadium' } }] });
});

test('filters come as query values and pages follow a cursor', async () => {
  const browser = shop.client();
  const query = '/sessions?available=true&maxPrice=5000&sort=price&limit=7';
  const first = await browser.get<SessionList>(query);
  expect(first.body.items.every((item) => (item.priceFrom?.cents ?? Number.NaN) <= 5_000)).toBe(true);
  const second = await browser.get<SessionList>(`${query}&cursor=${first.body.nextCursor}`);
  expect(second.body.items).toHaveLength(7);
  const codes = [...first.body.items, ...second.body.items].map((item) => item.code);
  expect(new Set(codes).size).toBe(14);
});

test.each([
  'cursor=nonsense',
  'sort=price&cursor=WyJkYXRlIiwwLDEsMV0',
  'limit=0',
  'limit=101',
  'from=yesterday',
  'maxPrice=-1',
  'sort=name',
])('a wrong value is named: %s', async (query) => {
  const answer = await shop.client().get<{ code: string; fields: { field: string }[] }>(`/sessions?${query}`);
  expect(answer.status).toBe(400);
  expect(answer.body.code).toBe('invalid_request');
  const name = query.split('&').at(-1)?.split('=')[0] ?? '';
  expect([...new Set(answer.body.fields.map((fault) => fault.field))]).toEqual([`query.${name}`]);
});

test('one session with its categories, and none for an unknown code', async () => {
  const { body } = await shop.client().get<SessionDetail>('/sessions/BKB14', english);
  expect(body.categories.map((category) => category.category)).toEqual(['First', 'A', 'B', 'C', 'D']);
  expect(body.categories[0]?.tariffs.map((tariff) => tariff.offer)).toEqual(['solo', 'duo', 'famille']);
  const unpriced = await shop.client().get<SessionDetail>('/sessions/EQU02');
  expect(unpriced.body).toMatchObject({ availability: 'not_on_sale', priceFrom: null, categories: [] });
  expect((await shop.client().get('/sessions/NONE99')).status).toBe(404);
});

test('offers, sports and venues', async () => {
  const offers = await shop.client().get<{ code: string; discountPercent: number; name: string }[]>('/offers', english);
  expect(offers.body.map((offer) => [offer.code, offer.name, offer.discountPercent])).toEqual([
    ['solo', 'Solo', 0],
    ['duo', 'Duo', 10],
    ['famille', 'Family', 20],
  ]);
  const sports = await shop.client().get<{ code: string; sessions: number }[]>('/sports');
  const venues = await shop.client().get<{ code: string; sessions: number }[]>('/venues');
  const { body } = await shop.client().get<SessionList>('/sessions');
  const sum = (rows: { sessions: number }[]) => rows.reduce((total, row) => total + row.sessions, 0);
  expect(sum(sports.body)).toBe(body.total);
  expect(sum(venues.body)).toBe(body.total);
});
