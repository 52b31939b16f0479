import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/database.ts';
import { type Tx, withTx } from './database.ts';
import { prepared, preparedClosing, preparedOpening } from './prepared.ts';

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

describe('a transaction that is opened and closed by its statements', () => {
  const { db } = database;
  const opening = (tx: Tx, id: number) =>
    sql`${preparedOpening} INSERT INTO public.opened (id, at) VALUES (${id}::int, pg_current_xact_id()::text)`.execute(
      tx,
    );
  const closing = (tx: Tx, id: number) =>
    sql<{ at: string }>`${preparedClosing} UPDATE public.opened SET closed_at = pg_current_xact_id()::text
      WHERE 1 / ${id}::int >= 0 AND id = ${id}::int RETURNING closed_at AS at`.execute(tx);
  const stored = async () =>
    (
      await sql<{ id: number; together: boolean }>`
      SELECT id, at = closed_at AS together FROM public.opened ORDER BY id`.execute(db)
    ).rows;

  beforeEach(async () => {
    await sql`DROP TABLE IF EXISTS public.opened`.execute(db);
    await sql`CREATE TABLE public.opened (id int PRIMARY KEY, at text, closed_at text,
      CONSTRAINT even CHECK (id <> 13))`.execute(db);
  });

  it('is one, and committed when the closing statement is answered', async () => {
    const seen = await withTx(db, async (tx) => {
      await opening(tx, 1);
      const { rows } = await closing(tx, 1);
      return rows.length;
    });
    expect(seen).toBe(1);
    expect(await stored()).toEqual([{ id: 1, together: true }]);
  });

  it('leaves nothing behind when its first, its closing or a later statement fails', async () => {
    await expect(withTx(db, (tx) => opening(tx, 13))).rejects.toMatchObject({ code: '23514' });
    const failing = withTx(db, async (tx) => {
      await opening(tx, 0);
      await closing(tx, 0);
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    const thrown = withTx(db, async (tx) => {
      await opening(tx, 2);
      throw new Error('changed its mind');
    });
    await expect(thrown).rejects.toThrow('changed its mind');
    expect(await stored()).toEqual([]);
    await withTx(db, async (tx) => {
      await opening(tx, 3);
      await sql`UPDATE public.opened SET closed_at = pg_current_xact_id()::text`.execute(tx);
    });
    expect(await stored()).toEqual([{ id: 3, together: true }]);
  });

  it('fails with the commit, where that finds the fault', async () => {
    await sql`ALTER TABLE public.opened ADD FOREIGN KEY (id) REFERENCES public.opened (id),
      ADD COLUMN other int REFERENCES public.opened (id) DEFERRABLE INITIALLY DEFERRED`.execute(db);
    const failing = withTx(db, async (tx) => {
      await opening(tx, 1);
      await sql`UPDATE public.opened SET other = 99`.execute(tx);
      await closing(tx, 1);
    });
    await expect(failing).rejects.toMatchObject({ code: '23503' });
    expect(await stored()).toEqual([]);
  });

  it('takes no statement after its closing one', async () => {
    const late = withTx(db, async (tx) => {
      await opening(tx, 1);
      await closing(tx, 1);
      await sql`DELETE FROM public.opened`.execute(tx);
    });
    await expect(late).rejects.toThrow('the transaction is committed');
    expect(await stored()).toEqual([{ id: 1, together: true }]);
    expect(await withTx(db, async (tx) => (await opening(tx, 2)).rows)).toEqual([]);
  });

  it('does nothing where nothing was asked', async () => {
    expect(await withTx(db, async () => 'nothing')).toBe('nothing');
    expect(await stored()).toEqual([]);
  });
});
