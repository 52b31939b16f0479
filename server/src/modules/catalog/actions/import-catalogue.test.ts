import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pricesCsv, sessionsCsv, venuesCsv } from '../../../../test/catalogue-csv.ts';
import { capacitiesOf, catalogueContents, markTaken } from '../../../../test/catalogue-contents.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import type { Db } from '../../../platform/database/database.ts';
import { ensureGates } from '../../admissions/index.ts';
import { setCapacities } from '../../inventory/index.ts';
import type { ImportFile } from '../rules/csv-table.ts';
import type { ImportReport, KindReport } from '../rules/import-report.ts';
import { type ImportNeighbours, importCatalogue } from './import-catalogue.ts';

const neighbours: ImportNeighbours = { setCapacities, ensureGates };
let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(async () => {
  await db.deleteFrom('inventory.holds').execute();
  await db.deleteFrom('inventory.inventory').execute();
  await db.deleteFrom('admissions.gates').execute();
  await db.deleteFrom('catalog.sessions').execute();
  await db.deleteFrom('catalog.venues').execute();
  await db.deleteFrom('catalog.sports').execute();
  await db.deleteFrom('catalog.offers').execute();
});

function run(files: ImportFile[], options: { apply?: boolean; shiftTo?: string; by?: ImportNeighbours } = {}) {
  const shiftTo = options.shiftTo === undefined ? null : Temporal.PlainDate.from(options.shiftTo);
  return importCatalogue(db, options.by ?? neighbours, { files, apply: options.apply ?? true, shiftTo });
}

async function report(files: ImportFile[], options: Parameters<typeof run>[1] = {}): Promise<ImportReport> {
  const outcome = await run(files, options);
  if (outcome.kind === 'bad-rows') throw new Error(JSON.stringify(outcome.problems));
  return outcome.report;
}

async function faults(files: ImportFile[], options: Parameters<typeof run>[1] = {}): Promise<string[]> {
  const outcome = await run(files, options);
  if (outcome.kind !== 'bad-rows') throw new Error('the import was expected to refuse');
  return outcome.problems.map(({ file, line, column, message }) => `${file}:${line} ${column ?? '-'} ${message}`);
}

function kindOf(summary: ImportReport, kind: string): KindReport {
  const found = summary.kinds.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in the report`);
  return found;
}

const contents = () => catalogueContents(db);
const stockOf = (code: string) => capacitiesOf(db, code);
const take = (code: string, category: string, places: number) => markTaken(db, { code, category, places });

function session(code: string) {
  return db.selectFrom('catalog.sessions').selectAll().where('code', '=', code).executeTakeFirstOrThrow();
}

const twoPrices = pricesCsv(['JUD01', 'A', 9_000], ['JUD01', 'B', 4_000]);

describe('what is written', () => {
  test('a dry run tells what would change and writes nothing', async () => {
    const before = await contents();
    const dry = await report([sessionsCsv({}), twoPrices], { apply: false });
    expect(dry.changes).toBe(8);
    expect(kindOf(dry, 'prices')).toMatchObject({ created: 2, examples: ['new: JUD01 A', 'new: JUD01 B'] });
    expect(await contents()).toEqual(before);
  });

  test('a session with its sport, venue, prices, places, offers and gates', async () => {
    await report([
      sessionsCsv({ capacity: '' }),
      twoPrices,
      venuesCsv(['CDM', 'Champ de Mars Arena', 'Paris', '8356']),
    ]);
    expect(await session('JUD01')).toMatchObject({
      title_fr: 'Judo femmes',
      title_en: 'Women’s judo',
      description_en: 'First round',
      starts_at: new Date('2024-07-27T10:00:00Z'),
      doors_at: new Date('2024-07-27T08:30:00Z'),
      timezone: 'Europe/Paris',
      status: 'published',
      places_per_account: 6,
      capacity: null,
      search_text: 'jud01 judo femmes women s champ de mars arena paris',
    });
    // Four fifths of 8,356 are 6,684, shared 25 to 30.
    expect(await stockOf('JUD01')).toEqual({ A: 3_038, B: 3_646 });
    const offers = await db
      .selectFrom('catalog.offers')
      .select(['code', 'places', 'discount_percent'])
      .orderBy('position')
      .execute();
    expect(offers).toEqual([
      { code: 'solo', places: 1, discount_percent: 0 },
      { code: 'duo', places: 2, discount_percent: 10 },
      { code: 'famille', places: 4, discount_percent: 20 },
    ]);
    const gates = await db.selectFrom('admissions.gates').select('code').execute();
    expect(gates.length).toBeGreaterThan(0);
  });

  test('importing twice changes nothing', async () => {
    const files = [sessionsCsv({}, { session_code: 'JUD02', medal: 'true' }), twoPrices];
    await report(files, { shiftTo: '2030-01-01' });
    const before = await contents();
    const again = await report(files, { shiftTo: '2030-01-01' });
    expect(again.changes).toBe(0);
    expect(kindOf(again, 'sessions').unchanged).toBe(2);
    expect(await contents()).toEqual(before);
  });

  test('a change names its fields; what no file speaks of stays', async () => {
    await report([sessionsCsv({}, { session_code: 'JUD02' }), twoPrices]);
    await db.updateTable('catalog.sessions').set({ status: 'cancelled' }).where('code', '=', 'JUD01').execute();
    const changed = await report([
      sessionsCsv({ title: 'Judo hommes', starts_at_utc: '2024-07-27T11:00:00Z' }),
      pricesCsv(['JUD01', 'A', 9_500], ['JUD01', 'B', 4_000]),
    ]);
    expect(kindOf(changed, 'sessions')).toMatchObject({
      changed: 1,
      examples: ['changed: JUD01 (title_fr, title_en, search_text, starts_at, doors_at)'],
    });
    expect(kindOf(changed, 'prices')).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await session('JUD01')).toMatchObject({ status: 'cancelled', title_fr: 'Judo hommes' });
    expect(await session('JUD02')).toMatchObject({ title_fr: 'Judo femmes' });
  });

  test('until when buyers may cancel: hours before the start, none, or as it was', async () => {
    const until = async () => (await session('JUD01')).cancellable_until?.toISOString() ?? null;
    await report([sessionsCsv({}), twoPrices]);
    expect(await until()).toBeNull();
    const starts_at_utc = '2024-07-27T11:00:00Z';
    await report([sessionsCsv({ starts_at_utc, cancel_hours: '48' })]);
    expect(await until()).toBe('2024-07-25T11:00:00.000Z');
    expect((await report([sessionsCsv({ starts_at_utc, cancel_hours: '48' })])).changes).toBe(0);
    await report([sessionsCsv({ starts_at_utc })]);
    expect(await until()).toBe('2024-07-25T11:00:00.000Z');
    await report([sessionsCsv({ starts_at_utc, cancel_hours: '' })]);
    expect(await until()).toBeNull();
    expect(await faults([sessionsCsv({ cancel_hours: '-1' })])).toHaveLength(1);
  });

  test('a session without a price has no category', async () => {
    const done = await report([sessionsCsv({}, { session_code: 'JUD02' }), twoPrices]);
    expect(done.notices).toContain('1 new sessions have no price and are not on sale.');
    expect(await stockOf('JUD02')).toEqual({});
  });

  test('prices of sessions that the shop knows already', async () => {
    await report([sessionsCsv({ medal: 'true' })]);
    await report([pricesCsv(['JUD01', 'First', 70_000], ['JUD01', 'A', 9_000], ['JUD01', 'A', 9_000, 'wheelchair'])]);
    expect(await stockOf('JUD01')).toEqual({ First: 132, A: 660, 'A-PFR': 8 });
    expect(await session('JUD01')).toMatchObject({ places_per_account: 4 });
  });

  test('a venue that grows gives its sessions more places, but not those with a capacity of their own', async () => {
    const venue = (capacity: string) => venuesCsv(['CDM', 'Champ de Mars Arena', 'Paris', capacity]);
    const prices = pricesCsv(['JUD01', 'A', 9_000], ['JUD02', 'A', 9_000]);
    await report([sessionsCsv({ capacity: '' }, { session_code: 'JUD02', capacity: '500' }), prices, venue('1000')]);
    await report([venue('2000')]);
    expect(await stockOf('JUD01')).toEqual({ A: 1_600 });
    expect(await stockOf('JUD02')).toEqual({ A: 400 });
  });

  test('without any capacity a thousand places are assumed, and the report says so', async () => {
    const done = await report([sessionsCsv({ capacity: '' }), pricesCsv(['JUD01', 'A', 9_000])]);
    expect(await stockOf('JUD01')).toEqual({ A: 800 });
    expect(done.notices[0]).toMatch(/^1 sessions have prices but no capacity.*\(CDM\): 1000 places are assumed\.$/);
  });

  test('a category that the prices no longer name is withdrawn', async () => {
    await report([sessionsCsv({}), twoPrices]);
    const done = await report([pricesCsv(['JUD01', 'A', 9_000])]);
    expect(kindOf(done, 'prices')).toMatchObject({ changed: 1, withdrawn: 1 });
    expect(await stockOf('JUD01')).toEqual({ A: 800, B: 0 });
    const left = await db.selectFrom('catalog.session_categories').select('category').execute();
    expect(left).toEqual([{ category: 'A' }]);
    expect((await report([pricesCsv(['JUD01', 'A', 9_000])])).changes).toBe(0);
  });
});

describe('dates', () => {
  test('move by whole weeks and keep the hour on the wall through the end of summer time', async () => {
    const surf = {
      session_code: 'SRF01',
      timezone: 'Pacific/Tahiti',
      starts_at_utc: '2024-07-27T17:00:00Z',
      ends_at_utc: '2024-07-28T02:30:00Z',
    };
    const done = await report([sessionsCsv({}, surf)], { shiftTo: '2024-11-01' });
    expect(done).toMatchObject({ movedWeeks: 14, firstStart: '2024-11-02T12:00:00[Europe/Paris]' });
    // 12:00 in Paris is 10:00 UTC in July and 11:00 in November; Tahiti knows no summer time.
    expect((await session('JUD01')).starts_at.toISOString()).toBe('2024-11-02T11:00:00.000Z');
    expect((await session('JUD01')).ends_at.toISOString()).toBe('2024-11-02T15:00:00.000Z');
    expect((await session('SRF01')).starts_at.toISOString()).toBe('2024-11-02T17:00:00.000Z');
  });
});

describe('nothing is half written', () => {
  test.each([
    [
      'a bad session',
      sessionsCsv({}, { session_code: 'JUD02', medal: '' }),
      'sessions.csv:3 medal The value is missing.',
    ],
    [
      'a zone that the database does not know',
      sessionsCsv({ timezone: 'europe/paris' }),
      'sessions.csv:2 timezone The database does not know the zone europe/paris.',
    ],
  ])('%s', async (_what, sessions, fault) => {
    const before = await contents();
    expect(await faults([sessions, twoPrices])).toEqual([fault]);
    expect(await contents()).toEqual(before);
  });

  test('an unknown session of a known sport, and of an unknown one, is a bad row', async () => {
    const before = await contents();
    const prices = pricesCsv(['JUD01', 'A', 9_000], ['JUD99', 'A', 9_000], ['XYZ01', 'A', 9_000]);
    expect(await faults([sessionsCsv({}), prices])).toEqual([
      'prices.csv:3 session_code The session JUD99 stands neither in the files nor in the shop.',
      'prices.csv:4 session_code The session XYZ01 stands neither in the files nor in the shop.',
    ]);
    expect(await contents()).toEqual(before);
  });

  test('a whole programme that nobody knows is left out and said; a slip beside it is still a bad row', async () => {
    const others = Array.from({ length: 20 }, (_, index) => [`PARA${10 + index}`, 'A', 1_500] as const);
    const done = await report([sessionsCsv({}), pricesCsv(['JUD01', 'A', 9_000], ...others)]);
    expect(kindOf(done, 'prices').created).toBe(1);
    expect(done.notices[0]).toMatch(/^20 prices of 20 sessions of sports .* were left out \(PARA\)\.$/);
    expect(await faults([pricesCsv(['JUD98', 'A', 9_000], ...others)])).toEqual([
      'prices.csv:2 session_code The session JUD98 stands neither in the files nor in the shop.',
    ]);
  });

  test('all faults of all files are told at once', async () => {
    const all = await faults([
      sessionsCsv({ starts_at_utc: 'soon' }, { session_code: 'JUD02', capacity: '-1' }),
      pricesCsv(['JUD01', 'A', 9_000], ['JUD02', 'A', -1]),
    ]);
    expect(all.map((fault) => fault.split(' ', 2).join(' '))).toEqual([
      'sessions.csv:2 starts_at_utc',
      'sessions.csv:3 capacity',
      'prices.csv:3 price_cents',
    ]);
  });

  test('fewer places than are taken are refused with the numbers', async () => {
    await report([sessionsCsv({}), twoPrices]);
    await take('JUD01', 'B', 300);
    const before = await contents();
    const wanted =
      'sessions.csv:2 capacity JUD01 would have 218 places in category B, but 300 are already held or sold.';
    expect(await faults([sessionsCsv({ capacity: '500', title: 'Autre' })])).toEqual([wanted]);
    expect(await faults([sessionsCsv({ capacity: '500' })], { apply: false })).toEqual([wanted]);
    expect(await faults([pricesCsv(['JUD01', 'A', 9_000])])).toEqual([
      'prices.csv:2 capacity JUD01 would have 0 places in category B, but 300 are already held or sold.',
    ]);
    expect(await contents()).toEqual(before);
    await report([sessionsCsv({ capacity: '700' })]);
    expect(await stockOf('JUD01')).toEqual({ A: 255, B: 305 });
  });

  test('places that buyers take while the import runs roll all of it back', async () => {
    await report([sessionsCsv({}), twoPrices]);
    const before = await contents();
    const late: ImportNeighbours = {
      ensureGates,
      setCapacities: async (tx, rows) => {
        await take('JUD01', 'B', 300);
        return setCapacities(tx, rows);
      },
    };
    const files = [sessionsCsv({ capacity: '500', title: 'Autre' }, { session_code: 'JUD02' })];
    expect(await faults(files, { by: late })).toEqual([
      'sessions.csv:2 capacity JUD01 would have 218 places in category B, but 300 are already held or sold.',
    ]);
    await take('JUD01', 'B', 0);
    expect(await contents()).toEqual(before);
  });

  test('two imports at once write each row once', async () => {
    const files = [sessionsCsv({}, { session_code: 'JUD02' }), twoPrices];
    const done = await Promise.all([report(files), report(files), report(files)]);
    expect(done.filter((one) => one.changes === 0)).toHaveLength(2);
    expect(Math.max(...done.map((one) => one.changes))).toBe(9);
  });
});
