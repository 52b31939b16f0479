import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';

const log = createLogger('silent');
const subject = new URL('./embedded.ts', import.meta.url).href;

let dataDir: string;
let running: EmbeddedPostgres | undefined;

beforeEach(async () => {
  dataDir = await realpath(await mkdtemp(join(tmpdir(), 'og-embedded-')));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(dataDir, { recursive: true });
});

async function start(onExit?: (sentence: string) => void): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres(onExit === undefined ? { dataDir, log } : { dataDir, log, onExit });
  return running;
}

async function restart(): Promise<EmbeddedPostgres> {
  await running?.stop();
  return start();
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

/** Another process that runs the database and then `script`, which finds the address in `url`. */
function otherServer(script: string): ChildProcess & { stdout: NodeJS.ReadableStream } {
  const code = `const { startEmbeddedPostgres } = await import(${JSON.stringify(subject)});
    const quiet = { info() {}, warn() {}, error() {} };
    const { url } = await startEmbeddedPostgres({ dataDir: process.argv[1], log: quiet });
    ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, dataDir], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return Object.assign(child, { stdout: child.stdout });
}

async function killHard(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('the first start makes a safe database that only its password opens', async () => {
  const steps: string[] = [];
  running = await startEmbeddedPostgres({ dataDir, log, progress: (step) => steps.push(step) });
  const [row] = await query(
    running.url,
    `SELECT current_database() AS database, current_setting('data_checksums') AS checksums,
            current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
            current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS listen,
            current_setting('unix_socket_directories') AS sockets, lower('ÉPÉE') AS lowered`,
  );
  expect(row).toEqual({
    database: 'ogtickets',
    checksums: 'on',
    fsync: 'on',
    commit: 'on',
    encoding: 'UTF8',
    listen: '127.0.0.1',
    sockets: '',
    lowered: 'épée',
  });
  expect(steps).toEqual(['Creating the database', 'Starting the database']);
  expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
  const url = new URL(running.url);
  expect(url.password.length).toBe(43);
  url.password = 'wrong';
  await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
});

test('PostgreSQL does not run as root', async () => {
  await start();
  const { uid } = await stat(join(dataDir, 'postgres'));
  expect(uid).not.toBe(0);
  if (process.platform === 'linux') expect((await stat(`/proc/${await postmasterPid()}`)).uid).toBe(uid);
});

test('a second start is quick and finds what was written', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.stop();
  const began = performance.now();
  const second = await start();
  expect(performance.now() - began).toBeLessThan(5000);
  expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

test('after kill -9 of the server its PostgreSQL is replaced and every acknowledged row is there', async () => {
  const other = otherServer(`
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('CREATE TABLE sold (n int)');
    for (let n = 1; ; n++) {
      await client.query('INSERT INTO sold VALUES ($1)', [n]);
      console.log(n);
    }`);
  let printed = '';
  other.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  while (!printed.includes('\n40\n')) await sleep(10);
  const orphan = await postmasterPid();
  await killHard(other);
  expect(() => process.kill(orphan, 0)).not.toThrow();
  const acknowledged = Number(printed.trim().split('\n').at(-1));
  const { url } = await start();
  expect(await postmasterPid()).not.toBe(orphan);
  const [row] = await query(url, 'SELECT count(*)::int AS rows, max(n) AS last FROM sold');
  expect(row?.last).toBeGreaterThanOrEqual(acknowledged);
  expect(row?.rows).toBe(row?.last);
});

test('an end of PostgreSQL by itself is told, and the next start recovers', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const { url } = await start(resolve);
  await query(url, 'CREATE TABLE kept AS SELECT 7 AS n');
  process.kill(await postmasterPid(), 'SIGKILL');
  expect(await promise).toBe(
    `PostgreSQL ended by itself (SIGKILL): see ${join(dataDir, 'postgres.log')}, then start again.`,
  );
  const again = await restart();
  expect(await query(again.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

test('an end that was asked for is not told as an accident, and may be asked for twice', async () => {
  let told = 0;
  const { stop } = await start(() => {
    told += 1;
  });
  await Promise.all([stop(), stop()]);
  expect(told).toBe(0);
  expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');
});

test('a first start that was killed half way is done again', async () => {
  const other = otherServer('');
  const unfinished = async (): Promise<string | undefined> =>
    (await readdir(dataDir)).find((name) => name.startsWith('postgres-new-'));
  while ((await unfinished()) === undefined) await sleep(5);
  await sleep(150);
  await killHard(other);
  expect(await unfinished()).toBeDefined();
  const { url } = await start();
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await unfinished()).toBeUndefined();
});

test('a pid file that names a stranger neither hurts it nor stops the start', async () => {
  await start();
  await running?.stop();
  // One of the same user: PostgreSQL itself looks past those of others.
  const { uid, gid } = await stat(join(dataDir, 'postgres'));
  const stranger = spawn('sleep', ['60'], { uid, gid, cwd: '/' });
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  await writeFile(pidFile, `${stranger.pid}\n${join(dataDir, 'postgres')}\n`);
  const { url } = await start();
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill();
});

test('a lost password and a database of another version are told in a sentence', async () => {
  await start();
  await running?.stop();
  await rm(join(dataDir, 'postgres-password'));
  await expect(start()).rejects.toThrow(`${join(dataDir, 'postgres-password')} is missing or empty`);
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
  await expect(start()).rejects.toThrow(/is of PostgreSQL 15 and this is PostgreSQL 18/);
});
