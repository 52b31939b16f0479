import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { cloneDatabase } from '../../../../test/clone.ts';
import { randomToken } from '../../keys/random.ts';
import { createLogger } from '../../log.ts';
import { dumpDatabase } from './dump.ts';
import { loadDatabase } from './load.ts';
import type { Record } from './records.ts';

const clone = (template?: string) =>
  cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`, template);
const log = createLogger('silent');
let source: Awaited<ReturnType<typeof clone>>;
let client: pg.Client;

beforeAll(async () => {
  source = await clone();
  client = new pg.Client({ connectionString: source.url });
  await client.connect();
  await client.query(`INSERT INTO catalog.sports (code, name_fr, name_en) VALUES ('AAA', 'Avant', 'Before')`);
});
afterAll(async () => {
  await client.end();
  await source.drop();
});

it('shows one moment, whatever is sold while it is read', async () => {
  const records = dumpDatabase(source.url);
  const { value: manifest } = await records.next();
  expect(manifest).toMatchObject({ kind: 'json', value: { format: 1 } });
  await client.query(`INSERT INTO catalog.sports (code, name_fr, name_en) VALUES ('ZZZ', 'Après', 'After')`);
  await client.query(`DELETE FROM catalog.sports WHERE code = 'AAA'`);
  let text = '';
  for await (const record of records) if (record.kind === 'bytes') text += record.bytes.toString('utf8');
  expect([text.includes('AAA\tAvant'), text.includes('ZZZ')]).toEqual([true, false]);
});

/** Loads these records into a database of their own, and tells how many sports are there afterwards. */
async function load(records: readonly Record[]): Promise<{ error: unknown; sports: number }> {
  const empty = await clone('template0');
  const there = new pg.Client({ connectionString: empty.url });
  try {
    const given = async function* () {
      yield* records;
    };
    const error = await loadDatabase(empty.url, given(), log).then(
      () => null,
      (failure: unknown) => failure,
    );
    await there.connect();
    const { rows } = await there.query<{ sports: number }>('SELECT count(*)::int AS sports FROM catalog.sports');
    return { error, sports: rows[0]?.sports ?? -1 };
  } finally {
    await there.end();
    await empty.drop();
  }
}

it('loads all or nothing', async () => {
  const records = await Array.fromAsync(dumpDatabase(source.url));
  expect(await load(records)).toEqual({ error: null, sports: 1 });
  const sports = records.findIndex((record) => record.kind === 'bytes' && record.bytes.includes('ZZZ'));
  const short = await load(records.toSpliced(sports, 1));
  expect(String(short.error)).toContain('had 1 rows, and 0 were loaded');
  expect(short.sports).toBe(0);
  const cut = await load(records.slice(0, sports + 1));
  expect([String(cut.error), cut.sports]).toEqual([expect.stringContaining('The backup is cut off'), 0]);
});
