import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { cloneDatabase } from '../../test/clone.ts';
import { type Ran, runCommandFile } from '../../test/command.ts';
import { dumpOf } from '../../test/dump.ts';
import { buyTicket } from '../../test/gate.ts';
import { startTestShop, type TestShop } from '../../test/harness.ts';
import { makeOwnKeys } from '../../test/own-keys.ts';
import { connect } from '../platform/database/database.ts';
import { randomToken } from '../platform/keys/random.ts';

// Data seeded, changed, backed up, destroyed, restored: a shop that sold, its backup, and databases that it is put back into.
// Each command is a process of its own, and a restore runs all migrations: long on a machine with much to do.
vi.setConfig({ testTimeout: 120_000 });
let shop: TestShop;
let folder: string;
let key: string;
let file: string;
/**
 * What clocks and jobs write by themselves, also between backup and comparison, and when migrations ran. That all rows of these are
 * there too, the loader itself counts.
 */
const moving = 'graphile_worker invariants platform audit reports public payments carts accounts inventory'.split(' ');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'og-tickets-backup-'));
  key = join(folder, 'key');
  await writeFile(key, `3:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  shop = await startTestShop();
  const session = await shop.make.session({ title: 'Nœud\tet\nligne \\N "été"' });
  await buyTicket(shop, session, 'duo');
});

afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true });
});

async function allJobsDone(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await sql<{ due: number }>`
        SELECT count(*)::int AS due FROM graphile_worker.jobs WHERE run_at <= now() OR locked_at IS NOT NULL`.execute(
        shop.db,
      );
      return rows[0]?.due;
    })
    .toBe(0);
}

const run = (name: string, databaseUrl: string, ...words: string[]): Promise<Ran> =>
  runCommandFile(name, { DATABASE_URL: databaseUrl, OG_DATA_DIR: shop.keysDir, LOG_LEVEL: 'error' }, ...words);

/** A database with nothing in it, for as long as the work lasts. */
async function onEmptyDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const empty = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`, 'template0');
  try {
    return await work(empty.url);
  } finally {
    await empty.drop();
  }
}

it('backs up a shop at work: sealed, for its owner alone', async () => {
  await allJobsDone();
  const { code, error, out } = await run('backup', shop.databaseUrl, '--key', key, '--to', join(folder, 'kept'));
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const names = await readdir(join(folder, 'kept'));
  expect(names).toEqual([expect.stringMatching(/^og-tickets-database-.*Z\.ogbackup$/)]);
  file = join(folder, 'kept', String(names[0]));
  expect(out).toContain(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { rows } = await sql`SELECT made_by FROM platform.backups`.execute(shop.db);
  expect(rows).toEqual([{ made_by: 'npm run backup' }]);
  const [{ id } = { id: '' }] = await shop.db.selectFrom('orders.orders').select('id').execute();
  expect((await readFile(file)).includes(id)).toBe(false);
});

it('restores every row, with the sequences behind them, and says that all promises hold', async () => {
  const before = await dumpOf(shop.db, moving);
  expect(before).toContain('tickets.tickets');
  await onEmptyDatabase(async (url) => {
    const { code, error, out } = await run('restore', url, '--from', file, '--key', key);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain('All promises hold');
    const restored = await connect(url, { maxConnections: 2 });
    try {
      expect(await dumpOf(restored.db, moving)).toBe(before);
      const last = async (db: typeof shop.db): Promise<unknown> =>
        (await sql`SELECT last_value, is_called FROM catalog.sessions_id_seq`.execute(db)).rows;
      expect(await last(restored.db)).toEqual(await last(shop.db));
      // What stood in the way of loading is in force again.
      await expect(sql`TRUNCATE audit.entries`.execute(restored.db)).rejects.toMatchObject({ code: '42501' });
      const keys = async (db: typeof shop.db): Promise<unknown> =>
        (
          await sql`SELECT conrelid::regclass::text AS table, conname, convalidated FROM pg_constraint ORDER BY 1, 2`.execute(
            db,
          )
        ).rows;
      expect(await keys(restored.db)).toEqual(await keys(shop.db));
    } finally {
      await restored.close();
    }
    const again = await run('restore', url, '--from', file, '--key', key);
    expect([again.code, again.error]).toEqual([1, expect.stringContaining('The database is not empty')]);
  });
});

it('tries a backup out on a database of its own', async () => {
  const { code, error, out } = await run('restore', shop.databaseUrl, '--from', file, '--key', key, '--verify');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toMatch(/rows of \d+ tables, as of .*\n.*All promises hold/);
});

it('refuses another key, a file that was changed, and one that is none', async () => {
  const other = join(folder, 'other-key');
  await writeFile(other, `3:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  const cut = join(folder, 'cut');
  await writeFile(cut, (await readFile(file)).subarray(0, -100));
  await onEmptyDatabase(async (url) => {
    for (const [from, with_] of [
      [file, other],
      [cut, key],
    ] as const) {
      const { code, error } = await run('restore', url, '--from', from, '--key', with_);
      expect([code, error]).toEqual([1, expect.stringMatching(/was changed, is cut off|is cut off/)]);
    }
    const absent = await run('restore', url, '--from', join(folder, 'absent'), '--key', key);
    expect([absent.code, absent.error]).toEqual([1, expect.stringContaining('There is no file')]);
  });
});

it('tells secrets that do not open what was restored', async () => {
  const { keysDir, drop } = await makeOwnKeys();
  try {
    await onEmptyDatabase(async (url) => {
      const settings = { DATABASE_URL: url, OG_DATA_DIR: keysDir, LOG_LEVEL: 'error' };
      const { code, error } = await runCommandFile('restore', settings, '--from', file, '--key', key);
      expect([code, error]).toEqual([1, expect.stringContaining('The secrets are not those of this database')]);
    });
  } finally {
    await drop();
  }
});

it('tells a backup of a shop whose promises are broken', async () => {
  const shift = (by: number) => sql`UPDATE inventory.inventory SET taken = taken + ${by}::int`.execute(shop.db);
  await shift(1);
  await run('backup', shop.databaseUrl, '--key', key, '--to', join(folder, 'broken'));
  await shift(-1);
  const [name] = await readdir(join(folder, 'broken'));
  await onEmptyDatabase(async (url) => {
    const { code, out } = await run('restore', url, '--from', join(folder, 'broken', String(name)), '--key', key);
    expect([code, out]).toEqual([1, expect.stringContaining('broken: ')]);
  });
});

it('backs the secrets up apart and puts them back', async () => {
  const kept = join(folder, 'secrets-kept');
  const { code, error } = await run('backup', shop.databaseUrl, '--key', key, '--to', kept, '--secrets');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const [name] = await readdir(kept);
  const to = join(folder, 'secrets-back');
  const back = await run(
    'restore',
    shop.databaseUrl,
    '--from',
    join(kept, String(name)),
    '--key',
    key,
    '--secrets-to',
    to,
  );
  expect([back.code, back.error]).toEqual([0, '']);
  const from = join(shop.keysDir, 'secrets');
  expect((await readdir(to)).sort()).toEqual((await readdir(from)).sort());
  for (const one of await readdir(to)) {
    expect(await readFile(join(to, one), 'utf8')).toBe(await readFile(join(from, one), 'utf8'));
    expect((await stat(join(to, one))).mode & 0o777).toBe(0o600);
  }
});

it('says how it is used', async () => {
  expect(await run('backup', shop.databaseUrl)).toMatchObject({
    code: 1,
    error: expect.stringContaining('npm run backup'),
  });
  expect(await run('restore', shop.databaseUrl, '--form', 'x')).toMatchObject({
    code: 1,
    error: expect.stringContaining('npm run restore'),
  });
});
