import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import type { Db } from '../../../platform/database/database.ts';
import { ensureGates } from '../../admissions/index.ts';
import { setCapacities } from '../../inventory/index.ts';
import type { ImportFile } from '../rules/csv-table.ts';
import type { ImportReport, KindReport } from '../rules/import-report.ts';
import { importCatalogue } from './import-catalogue.ts';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());

async function report(files: ImportFile[]): Promise<ImportReport> {
  const request = { files, apply: true, shiftTo: Temporal.PlainDate.from('2030-06-01') };
  const outcome = await importCatalogue(db, { setCapacities, ensureGates }, request);
  if (outcome.kind === 'bad-rows') throw new Error(JSON.stringify(outcome.problems));
  return outcome.report;
}

function kindOf(summary: ImportReport, kind: string): KindReport | undefined {
  return summary.kinds.find((one) => one.kind === kind);
}

const realData = new URL('../../../../../../shared/data/paris2024/', import.meta.url);
const absent = existsSync(realData) ? '' : ' (skipped: the timetable does not lie beside this repository)';

describe.skipIf(absent !== '')(`the real timetable${absent}`, () => {
  const files = (...names: string[]): ImportFile[] =>
    names.map((name) => ({ name, bytes: readFileSync(new URL(name, realData)) }));

  test('760 sessions, 2,934 prices and 43 venues; then the other programme with 266 and 1,102', async () => {
    const first = await report(files('sessions.csv', 'session_prices.csv', 'venues.csv'));
    expect(kindOf(first, 'sessions')?.created).toBe(760);
    expect(kindOf(first, 'prices')?.created).toBe(2_934);
    const used = await db.selectFrom('catalog.sessions').select('venue').distinct().execute();
    expect(used).toHaveLength(43);
    expect(first.notices).toContain('21 new sessions have no price and are not on sale.');
    expect(first.firstStart?.slice(0, 10) ?? '').toMatch(/^2030-06-0[1-7]$/);
    const all = ['sessions.csv', 'sessions_paralympics.csv', 'session_prices.csv', 'venues.csv', 'sports.csv'];
    const second = await report(files(...all));
    expect(kindOf(second, 'sessions')).toMatchObject({ created: 266, changed: 0, unchanged: 760 });
    expect(kindOf(second, 'prices')).toMatchObject({ created: 1_102, changed: 0, unchanged: 2_934 });
    expect((await report(files(...all))).changes).toBe(0);
    const oversized = await db
      .selectFrom('catalog.sessions as session')
      .innerJoin('inventory.inventory as stock', 'stock.session_id', 'session.id')
      .innerJoin('catalog.venues as venue', 'venue.code', 'session.venue')
      .groupBy(['session.code', 'session.capacity', 'venue.capacity'])
      .select(['session.code', (eb) => eb.fn.sum<number>('stock.capacity').as('places')])
      .having((eb) =>
        eb(
          eb.fn.sum('stock.capacity'),
          '<>',
          eb.fn<number>('floor', [
            eb(eb.fn.coalesce('session.capacity', 'venue.capacity', eb.lit(1000)), '*', eb.lit(0.8)),
          ]),
        ),
      )
      .execute();
    expect(oversized).toEqual([]);
  });
});
