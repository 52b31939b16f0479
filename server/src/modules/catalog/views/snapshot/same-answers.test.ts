import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listSessionsByQuery } from '../../../../../test/catalogue-by-query/session-list.ts';
import { readSessionPageByQuery } from '../../../../../test/catalogue-by-query/session-page.ts';
import { openTestDatabase, type TestDatabase } from '../../../../../test/database.ts';
import { readCatalogue } from '../../../../../test/read-catalogue.ts';
import { loadSmallCatalogue, take } from '../../../../../test/small-catalogue.ts';
import { decodeCursor } from '../../rules/cursor.ts';
import { listSessions, type SessionFilter } from '../session-list.ts';
import { sessionPage } from '../session-page.ts';

const seed = inject('seed');
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await loadSmallCatalogue(database.db);
});
afterAll(() => database.close());

const optional = <T>(values: readonly [T, ...T[]]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const filters = fc
  .record({
    q: optional(['judo', 'groupe c', 'É', 'e', '-48', 'jud0', 'basket lil', '%', 'tahiti surf', '']),
    sport: optional(['JUD', 'BKB', 'SRF', 'XXX']),
    venue: optional(['CDM', 'LIL', 'TAH', 'XXX']),
    from: optional(['2020-01-01', '2090-07-24', '2090-07-25', '2090-07-26', '2091-01-01']),
    to: optional(['2020-07-29', '2090-07-24', '2090-07-25', '2090-07-28', '2019-01-01']),
    minPrice: optional([0, 2_400, 2_401, 4_500, 9_000]),
    maxPrice: optional([0, 2_399, 2_400, 4_000, 5_000, 9_000]),
    category: optional(['A', 'B', 'First', 'A-PFR', 'Z']),
    available: optional([true, false]),
    accessible: optional([true, false]),
    sort: optional(['date', 'price'] as const),
    limit: optional([1, 2, 3, 20]),
  })
  .map(
    (record): SessionFilter => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)),
  );
const stocks = fc.array(
  fc.record({
    at: fc.constantFrom(
      ['BKB01', 'A', 36],
      ['BKB01', 'B', 44],
      ['JUD01', 'A', 800],
      ['JUD02', 'A-PFR', 24],
    ) as fc.Arbitrary<readonly [string, string, number]>,
    left: fc.integer({ min: 0, max: 5 }),
    held: fc.option(fc.record({ places: fc.integer({ min: 1, max: 4 }), endsInMinutes: fc.constantFrom(-2, 5) }), {
      nil: undefined,
    }),
  }),
  { maxLength: 3 },
);

test('the list and the page from memory say what a query would, for any stock, filter and language, page after page', async () => {
  const { db } = database;
  const capacity = new Map(
    (
      await db
        .selectFrom('inventory.inventory')
        .innerJoin('catalog.sessions', 'id', 'session_id')
        .select(['code', 'category', 'inventory.inventory.capacity'])
        .execute()
    ).map((row) => [`${row.code} ${row.category}`, row.capacity]),
  );
  await fc.assert(
    fc.asyncProperty(
      stocks,
      fc.array(filters, { minLength: 8, maxLength: 8 }),
      fc.constantFrom('fr' as const, 'en' as const),
      async (changes, asked, locale) => {
        for (const { at, left, held } of changes) {
          const all = capacity.get(`${at[0]} ${at[1]}`) ?? 0;
          await take(db, at[0], at[1], Math.max(all - left, held?.places ?? 0), held);
        }
        const catalogue = await readCatalogue(db);
        for (const filter of asked) {
          let cursor: string | null = null;
          do {
            const read = cursor === null ? null : decodeCursor(cursor, filter.sort ?? 'date');
            const page = listSessions(catalogue, filter, { cursor: read, locale });
            expect(page).toEqual(await listSessionsByQuery(db, filter, { cursor: read, locale }));
            cursor = page.nextCursor;
          } while (cursor !== null);
        }
        for (const session of catalogue.byCode.values()) {
          const page = await readSessionPageByQuery(db, session.code, locale);
          expect(sessionPage(catalogue, session, locale)).toEqual(page);
        }
      },
    ),
    { seed, numRuns: 25 },
  );
});
