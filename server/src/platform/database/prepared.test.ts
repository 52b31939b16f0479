import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { prepared } from './prepared.ts';

const database = await openTestDatabase({ maxConnections: 1 });
afterAll(() => database.close());

async function kept(): Promise<{ statement: string; calls: number }[]> {
  const { rows } = await sql<{ statement: string; calls: number }>`
    SELECT statement, (generic_plans + custom_plans)::int AS calls FROM pg_prepared_statements
    ORDER BY statement`.execute(database.db);
  return rows;
}

it('keeps marked statements with their connection, whatever their values, and no others', async () => {
  const { db } = database;
  const answers: unknown[] = [];
  for (const value of [1, 2, 3]) {
    answers.push((await sql`${prepared} SELECT ${value}::int AS value`.execute(db)).rows);
    answers.push((await sql`SELECT ${value}::int + 1 AS value`.execute(db)).rows);
  }
  expect(answers).toEqual([1, 2, 2, 3, 3, 4].map((value) => [{ value }]));
  expect(await kept()).toEqual([{ statement: '/* prepared */ SELECT $1::int AS value', calls: 3 }]);
});

it('keeps one for each text and lets them fail as others do', async () => {
  const { db } = database;
  const divide = (by: number) => sql<{ value: number }>`${prepared} SELECT 10 / ${by}::int AS value`.execute(db);
  await expect(divide(0)).rejects.toMatchObject({ code: '22012' });
  expect((await divide(2)).rows).toEqual([{ value: 5 }]);
  expect((await kept()).map(({ statement }) => statement)).toContain('/* prepared */ SELECT 10 / $1::int AS value');
});
