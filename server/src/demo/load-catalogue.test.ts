import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogue } from '../../test/read-catalogue.ts';
import { openTestDatabase, type TestDatabase } from '../../test/database.ts';
import { listSessions } from '../modules/catalog/views/session-list.ts';
import type { Db } from '../platform/database/database.ts';
import { loadDemoCatalogue } from './load-catalogue.ts';

const now = new Date('2026-11-23T22:30:00Z');
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
  await loadDemoCatalogue(db, now);
});
afterAll(() => database.close());

function sessions() {
  return db.selectFrom('catalog.sessions').selectAll().orderBy('starts_at').execute();
}

test('at least 120 sessions in at least 20 sports and 20 venues, with prices and places', async () => {
  const all = await sessions();
  expect(all.length).toBeGreaterThanOrEqual(120);
  expect(new Set(all.map((session) => session.sport)).size).toBeGreaterThanOrEqual(20);
  expect(new Set(all.map((session) => session.venue)).size).toBeGreaterThanOrEqual(20);
  const { items, total } = listSessions(
    await readCatalogue(db),
    { available: true, limit: 100 },
    { cursor: null, locale: 'fr' },
  );
  expect(items).toHaveLength(100);
  expect(total).toBeGreaterThanOrEqual(120);
  const stock = await db.selectFrom('inventory.inventory').select(['capacity']).execute();
  expect(stock.every((row) => row.capacity > 0)).toBe(true);
  const offers = await db.selectFrom('catalog.offers').select('code').orderBy('position').execute();
  expect(offers.map((offer) => offer.code)).toEqual(['solo', 'duo', 'famille']);
});

test('everything lies ahead: the first session tomorrow or less than a week later', async () => {
  const starts = (await sessions()).map((session) => session.starts_at.getTime());
  // 22:30 UTC is 23:30 in Paris: tomorrow is 24 November there.
  const tomorrow = Date.parse('2026-11-23T23:00:00Z');
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(tomorrow);
  expect(Math.min(...starts)).toBeLessThan(tomorrow + 7 * 86_400_000);
});

test.each([
  [
    'BKB14',
    '2024-07-31T17:15:00Z',
    'BKB',
    'Stade Pierre Mauroy',
    /^Basketball hommes — phase de groupe, groupe C, match 19$/,
  ],
  ['JUD01', '2024-07-27T10:00:00Z', 'JUD', 'Champ de Mars Arena', /^Judo -48 kg femmes — 1\/16 de finale/],
  ['VBV02', '2024-07-27T18:00:00Z', 'VBV', 'Stade de la Tour Eiffel', /^Beach-volley femmes — poule B, match 8$/],
  ['FBL02', '2024-07-24T15:00:00Z', 'FBL', 'Stade Geoffroy-Guichard', /^Football hommes — groupe B, match 3$/],
  ['SWM05', '2024-07-29T11:00:00Z', 'SWM', 'Paris La Défense Arena', /^Natation 400 m 4 nages femmes — séries$/],
])('%s of the first OG-Tickets', async (code, startsAt, sport, venue, title) => {
  const found = await db
    .selectFrom('catalog.sessions as session')
    .innerJoin('catalog.venues as venue', 'venue.code', 'session.venue')
    .select(['session.sport', 'session.title_fr', 'session.starts_at', 'venue.name'])
    .where('session.code', '=', code)
    .executeTakeFirstOrThrow();
  expect(found).toMatchObject({ sport, name: venue });
  expect(found.title_fr).toMatch(title);
  const file = readFileSync(new URL('catalogue/sessions.csv', import.meta.url), 'utf8');
  expect(file.split('\n').find((line) => line.includes(`,${code},`))).toMatch(new RegExp(`^${startsAt},`));
  // The same weekday and the same hour on the wall, whatever summer time says.
  const wall = (instant: string) => {
    const at = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Paris');
    return `${at.dayOfWeek} ${at.toPlainTime().toString()}`;
  };
  expect(wall(found.starts_at.toISOString())).toBe(wall(startsAt));
});

test('tickets can be cancelled until two days before; of one session no more, of another not at all', async () => {
  const hoursOf = new Map(
    (await sessions()).map(({ code, starts_at: startsAt, cancellable_until: until }) => [
      code,
      until === null ? null : (startsAt.getTime() - until.getTime()) / 3_600_000,
    ]),
  );
  // Two weeks before the first session is past by the time that anybody opens the demo.
  expect(hoursOf.get('FBL01')).toBe(336);
  expect(hoursOf.get('RU701')).toBeNull();
  const others = [...hoursOf].filter(([code]) => code !== 'FBL01' && code !== 'RU701').map(([, hours]) => hours);
  expect(new Set(others)).toEqual(new Set([48]));
});

test('titles are in both languages and carry no brand', async () => {
  for (const session of await sessions()) {
    expect(session.title_en).not.toBe('');
    expect(session.description_en).not.toBe(session.description_fr);
    const words = `${session.title_fr} ${session.title_en} ${session.description_fr} ${session.description_en}`;
    expect(words).not.toMatch(/olymp|\bJO\b|paris 2024/i);
  }
});

test('a shop that has sessions stays as it is', async () => {
  await db.updateTable('catalog.sessions').set({ title_fr: 'Changé' }).where('code', '=', 'BKB14').execute();
  const before = await sessions();
  await loadDemoCatalogue(db, new Date('2027-06-01T00:00:00Z'));
  expect(await sessions()).toEqual(before);
});
