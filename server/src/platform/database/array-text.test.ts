import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { plainArray } from './array-text.ts';

const database = await openTestDatabase({ maxConnections: 1 });
afterAll(() => database.close());

it('writes arrays as the database reads them', async () => {
  const { rows } = await sql<{ ids: unknown; numbers: unknown; flags: unknown; times: unknown; none: unknown }>`
    SELECT ${plainArray(['019a0000-0000-7000-8000-000000000001', null])}::uuid[] AS ids,
      ${plainArray([1, -2, null])}::int[] AS numbers, ${plainArray([true, false])}::boolean[] AS flags,
      ${plainArray(['2026-01-02T03:04:05.006Z'])}::timestamptz[] AS times, ${plainArray([])}::text[] AS none`.execute(
    database.db,
  );
  expect(rows).toEqual([
    {
      ids: ['019a0000-0000-7000-8000-000000000001', null],
      numbers: [1, -2, null],
      flags: [true, false],
      times: [new Date('2026-01-02T03:04:05.006Z')],
      none: [],
    },
  ]);
});

it('refuses a text that would need quotes', () => {
  for (const text of ['', 'a,b', '{a}', 'a"b', 'a b', 'a\\b', 'null', 'NULL']) {
    expect(() => plainArray([text])).toThrow(TypeError);
  }
});
