import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cloneDatabase, onDatabase } from '../../test/clone.ts';
import { type Ran, runCommandFile } from '../../test/command.ts';
import { lockDataDir } from '../platform/database/data-dir.ts';
import { connect } from '../platform/database/database.ts';
import { databaseName } from '../platform/database/embedded.ts';
import { migrate } from '../platform/database/migrate.ts';
import { randomToken } from '../platform/keys/random.ts';
import { createLogger } from '../platform/log.ts';

const demo = ['sessions.csv', 'prices.csv', 'venues.csv'].map((name) =>
  fileURLToPath(new URL(`../demo/catalogue/${name}`, import.meta.url)),
);
let clone: { url: string; drop(): Promise<void> };
let dir: string;

beforeAll(async () => {
  clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  dir = await mkdtemp(join(tmpdir(), 'og-tickets-import-'));
});
afterAll(async () => {
  await clone.drop();
  await rm(dir, { recursive: true });
});

/** Runs the command as npm does; gives its exit code and what it printed. */
function run(...args: string[]): Promise<Ran> {
  return runWith({ DATABASE_URL: clone.url, OG_DATA_DIR: dir }, ...args);
}

function runWith(settings: Record<string, string>, ...args: string[]): Promise<Ran> {
  return runCommandFile('catalogue-import', settings, ...args);
}

test('a dry run first, then the import, then nothing left to change', async () => {
  const dry = await run(...demo, '--shift-to', '2030-01-01');
  expect(dry).toMatchObject({ code: 0, error: '' });
  expect(dry.out).toMatch(/ would be written\. Nothing was: add --apply to write\.\n$/);
  const applied = await run(...demo, '--shift-to', '2030-01-01', '--apply');
  expect(applied.out).toMatch(/\nsessions +\d+ new +0 changed +0 withdrawn +0 unchanged\n[^]* changes written\.\n$/);
  const again = await run('--apply', '--shift-to=2030-01-01', ...demo);
  expect(again.out).toMatch(/\n0 changes: the shop already holds all of this\.\n$/);
});

test('bad rows are told with file, line and column; exit code 1', async () => {
  const file = join(dir, 'prices.csv');
  await writeFile(file, 'session_code,category,audience,price_cents,currency\nBKB14,A,standard,cheap,EUR\n');
  const { code, out, error } = await run(file, '--apply');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error).toMatch(/prices\.csv, line 2, column price_cents: "cheap" is not a whole number/);
});

test('a wrong command line is one sentence', async () => {
  const wrong: [string[], RegExp][] = [
    [[], /^Usage: npm run catalogue:import/],
    [['--force', 'x.csv'], /^Unknown option '--force'/],
    [['no-such-file.csv'], /^The file no-such-file\.csv cannot be read/],
    [[...demo, '--shift-to', '2030-02-30'], /^--shift-to must be a day such as 2026-12-01, not "2030-02-30"\./],
  ];
  const runs = await Promise.all(wrong.map(([args]) => run(...args)));
  for (const [index, { code, out, error }] of runs.entries()) {
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(wrong[index]?.[1] ?? /^never$/);
  }
});

test('while a shop runs on the data folder, the command works beside it', async () => {
  const dataDir = inject('keysDir');
  const shop = await connect(onDatabase(inject('databaseUrl'), databaseName), { maxConnections: 2 });
  const release = await lockDataDir(dataDir);
  try {
    await migrate(shop.pool, createLogger('error'));
    const { code, out, error } = await runWith({ OG_DATA_DIR: dataDir }, ...demo);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/ would be written\./);
  } finally {
    await release();
    await shop.close();
  }
});

test('a data folder in use without a database to be found is one sentence', async () => {
  const release = await lockDataDir(dir);
  try {
    const { code, out, error } = await runWith({ OG_DATA_DIR: dir }, ...demo);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(/^The data folder .* is in use by process \d+: stop that one first.*\n$/);
  } finally {
    await release();
  }
});
