// npm run check:pitr (C43): back to one second before a mistake, with pgBackRest. A PostgreSQL of its own archives its log; the shop sells
// on it; a full backup is made meanwhile; a table is dropped; everything is restored to the moment before. Every order that was
// acknowledged until then must be there, paid, with all promises kept. Needs Debian's postgresql (15) and pgbackrest.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { violationsOf } from '../../server/src/modules/invariants/index.ts';
import { connect } from '../../server/src/platform/database/database.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { numberOption, report } from './lib/report.ts';

const orders = numberOption('orders', 60);
const port = 20_000 + (process.pid % 20_000);
const stanza = 'og-tickets';
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Folder of the newest PostgreSQL that this pgBackRest knows (up to 15), or null. */
function postgresPrograms(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).filter((name) => Number(name) <= 15) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join(root, newest, 'bin');
}

/** PostgreSQL refuses to run as root. */
function databaseUser(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined) throw new Error('there is no user postgres');
  return { uid: Number(uid), gid: Number(gid) };
}

const user = databaseUser();
const execute = promisify(execFile);

/** A program as the database's user. */
async function run(command: string, ...args: string[]): Promise<void> {
  await execute(command, args, { ...user, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', ...secret } });
}

const secret = { PGBACKREST_REPO1_CIPHER_PASS: 'a pass phrase of this drill alone' };

interface Place {
  folder: string;
  data: string;
  config: string;
  programs: string;
  url: string;
}

const backRest = ({ config }: Place, ...args: string[]): Promise<void> =>
  run('pgbackrest', `--config=${config}`, `--stanza=${stanza}`, ...args);
const control = ({ programs, data, folder }: Place, ...args: string[]): Promise<void> =>
  run(join(programs, 'pg_ctl'), '-D', data, '-w', '-t', '120', '-l', join(folder, 'postgres.log'), ...args);

/** A cluster as docs/backup.md wants it, at work, with a repository for its log. */
async function makePlace(programs: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'og-tickets-pitr-'));
  const [data, repository, config] = [
    join(folder, 'data'),
    join(folder, 'repository'),
    join(folder, 'pgbackrest.conf'),
  ];
  const place = { folder, data, config, programs, url: `postgres://shop@127.0.0.1:${port}/postgres` };
  await mkdir(repository);
  await chmod(folder, 0o755);
  const ours = readFileSync('deploy/pgbackrest.conf', 'utf8');
  const moved = ours
    .replace('/var/lib/pgbackrest', repository)
    .replace(/pg1-path=.*/, `pg1-path=${data}\npg1-port=${port}\npg1-socket-path=${folder}\npg1-user=shop`);
  await writeFile(config, moved.replace('[global]', `[global]\nlock-path=${folder}\nspool-path=${folder}`));
  if (user.uid !== undefined) for (const path of [folder, repository, config]) await chown(path, user.uid, user.gid);
  await run(join(programs, 'initdb'), '-D', data, '-U', 'shop', '--auth=trust', '--data-checksums', '--encoding=UTF8');
  const settings = [
    `port = ${port}`,
    `listen_addresses = '127.0.0.1'`,
    `unix_socket_directories = '${folder}'`,
    'archive_mode = on',
    `archive_command = 'pgbackrest --config=${config} --stanza=${stanza} archive-push %p'`,
    'archive_timeout = 60',
  ];
  await appendFile(join(data, 'postgresql.conf'), `${settings.join('\n')}\n`);
  await control(place, 'start');
  await backRest(place, 'stanza-create');
  return place;
}

interface Sold {
  /** Codes of the orders that were acknowledged as paid. */
  codes: string[];
  target: string;
  /** From the mistake until the log that holds the moment before is in the repository. */
  archivedMs: number;
}

/** Sells, backs up half way, and makes the mistake. */
async function sellAndDrop(place: Place): Promise<Sold> {
  const shop = await openProofShop({ environment: { DATABASE_URL: place.url, DATABASE_CONNECTIONS: '8' } });
  const codes: string[] = [];
  try {
    const session = await shop.make.session();
    let backup: Promise<void> = Promise.resolve();
    for (let n = 0; n < orders; n += 1) {
      if (n === Math.floor(orders / 2)) backup = backRest(place, '--type=full', 'backup');
      const buyer = await shop.make.login();
      codes.push((await shop.make.pay(buyer, await shop.make.order(buyer, session))).code);
    }
    await backup;
    const { rows } = await sql<{ target: string }>`SELECT clock_timestamp()::text AS target`.execute(shop.db);
    await sleep(1_000);
    const beganMs = performance.now();
    await sql`DROP TABLE orders.orders CASCADE`.execute(shop.db);
    await archived(shop.db);
    return { codes, target: rows[0]?.target ?? '', archivedMs: Math.round(performance.now() - beganMs) };
  } finally {
    await shop.close();
  }
}

/** Waits until all that is in the log now is in the repository. */
async function archived(db: Parameters<typeof violationsOf>[0]): Promise<void> {
  const { rows } = await sql<{ file: string }>`SELECT pg_walfile_name(pg_switch_wal()) AS file`.execute(db);
  const file = rows[0]?.file ?? '';
  for (;;) {
    const { rows: last } = await sql<{
      done: boolean;
    }>`SELECT last_archived_wal >= ${file} AS done FROM pg_stat_archiver`.execute(db);
    if (last[0]?.done === true) return;
    await sleep(100);
  }
}

/** What is there of what was sold. */
async function compare(url: string, codes: readonly string[]): Promise<{ paid: number; violations: string[] }> {
  const database = await connect(url, { maxConnections: 2 });
  try {
    // It answers reads before it has come to the moment that was asked for.
    for (;;) {
      const { rows } = await sql<{ going: boolean }>`SELECT pg_is_in_recovery() AS going`.execute(database.db);
      if (rows[0]?.going === false) break;
      await sleep(100);
    }
    const { rows } = await sql<{ paid: number }>`
      SELECT count(*)::int AS paid FROM orders.orders WHERE status = 'paid' AND code = ANY (${[...codes]}::text[])`.execute(
      database.db,
    );
    const violations = await violationsOf(database.db, 20);
    return { paid: rows[0]?.paid ?? 0, violations: violations.map(({ violation }) => violation) };
  } finally {
    await database.close();
  }
}

async function drill(programs: string): Promise<void> {
  const place = await makePlace(programs);
  try {
    const { codes, target, archivedMs } = await sellAndDrop(place);
    const beganMs = performance.now();
    await control(place, 'stop', '-m', 'immediate');
    await backRest(place, '--delta', '--type=time', `--target=${target}`, '--target-action=promote', 'restore');
    await control(place, 'start');
    const { paid, violations } = await compare(place.url, codes);
    const restoredMs = Math.round(performance.now() - beganMs);
    report('C43', [
      {
        name: 'no acknowledged order is lost',
        passed: paid === codes.length && paid > 0,
        figures: { acknowledged: codes.length, paid },
      },
      { name: 'all promises hold', passed: violations.length === 0, figures: { violations } },
      { name: 'the log is away within a minute', passed: archivedMs <= 60_000, figures: { archivedMs } },
      { name: 'back within ten minutes', passed: restoredMs <= 600_000, figures: { restoredMs } },
    ]);
  } finally {
    await control(place, 'stop', '-m', 'fast').catch(() => undefined);
    await rm(place.folder, { recursive: true, force: true });
  }
}

const programs = postgresPrograms();
const isInstalled = spawnSync('pgbackrest', ['version']).error === undefined;
if (programs === null || !isInstalled) {
  process.stdout.write('C43: not run, Debian’s postgresql (up to 15) and pgbackrest are not both on this machine\n');
} else {
  await drill(programs);
}
