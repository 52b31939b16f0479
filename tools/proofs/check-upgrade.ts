// npm run check:upgrade (C46): an upgrade without a pause. A version of before (--from COMMIT, else the last one with another set of
// migrations) serves a demo under load; this version migrates its database and joins; then the old one is stopped. No call may be
// answered with 5xx, and no lock be waited for longer than two seconds. Needs git and the history of the repository.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { connect } from '../../server/src/platform/database/database.ts';
import { startEmbeddedPostgres } from '../../server/src/platform/database/embedded.ts';
import { createLogger } from '../../server/src/platform/log.ts';
import { type Answer, Client } from '../../server/test/client.ts';
import { numberOption, report } from './lib/report.ts';

const perSecond = numberOption('rate', 50);
const eachMs = numberOption('seconds', 10) * 1000;
/** What a migration waits for at most, and what a busy machine adds. */
const longestLockMs = 2_500;
const heldOnMs = 6_000;
const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The commit that an option names, or null. */
function commitOption(name: string): string | null {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? git('rev-parse', String(process.argv[at + 1])) : null;
}

function oldCommit(): string {
  const named = commitOption('from');
  if (named !== null) return named;
  const [newest = ''] = git('log', '-1', '--format=%H', '--diff-filter=A', '--', 'server/migrations').split('\n');
  return git('rev-parse', `${newest}~1`);
}

/** The files of a commit in a folder, with the packages of this work tree; the workspaces are its own. */
async function layOut(commit: string, folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules/@og-tickets'), { recursive: true });
  execFileSync('sh', ['-c', 'git archive "$1" | tar -x -C "$2"', 'sh', commit, folder]);
  for (const name of await readdir('node_modules')) {
    if (name !== '@og-tickets') await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
  }
  for (const name of ['contract', 'server', 'web']) {
    await symlink(join(folder, name), join(folder, 'node_modules/@og-tickets', name));
  }
}

interface Running {
  url: string;
  stop(): Promise<void>;
}

async function startShop(root: string, environment: Record<string, string>): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'fatal',
      DATABASE_CONNECTIONS: '8',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // However this ends.
  process.once('exit', () => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(timer);
  };
  let said = '';
  child.stdout?.setEncoding('utf8');
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    process.stderr.write(text);
  });
  for await (const text of child.stdout ?? []) {
    said += String(text);
    const url = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(said)?.[0];
    // The welcome ends with how to stop it.
    if (url !== undefined && said.includes('Ctrl-C')) {
      child.stdout?.resume();
      return { url: url.replace('localhost', '127.0.0.1'), stop };
    }
  }
  throw new Error(`the shop in ${root} did not start: ${said}`);
}

/** What callers were answered: the status, with the code of a refusal from 500 on; 0 for a connection that broke. */
type Answers = Map<string, number>;

/** Calls what visitors and buyers call, so many a second, until `over`. Every tenth holds a place and gives it back. */
async function callShops(urls: () => string[], customer: Customer, over: AbortSignal): Promise<Answers> {
  const answers: Answers = new Map();
  const count = (answer: Answer<unknown>): void => add(nameOf(answer));
  const add = (name: string): void => void answers.set(name, (answers.get(name) ?? 0) + 1);
  const wanted = { ...(await sessionOnSale(urls()[0] ?? '')), customer };
  const calls: Promise<void>[] = [];
  for (let n = 0; !over.aborted; n += 1) {
    const all = urls();
    calls.push(callOnce(new Client(all[n % all.length] ?? ''), n, wanted, count).catch(() => add('0')));
    await sleep(1000 / perSecond);
  }
  await Promise.all(calls);
  return answers;
}

function nameOf(answer: Answer<unknown>): string {
  return answer.status < 500 ? String(answer.status) : `${answer.status} ${Client.problem(answer).code}`;
}

interface Wanted {
  session: string;
  category: string;
  offer: string;
}

interface Customer {
  email: string;
  password: string;
}

async function sessionOnSale(url: string, patience = 30): Promise<Wanted> {
  const client = new Client(url);
  const list = await client.get<{ items?: { code: string }[] }>('/sessions?available=true&limit=20');
  for (const { code } of list.body.items ?? []) {
    const { body } = await client.get<{
      categories?: { category: string; remaining: number; tariffs: { offer: string }[] }[];
    }>(`/sessions/${code}`);
    const found = body.categories?.find(({ remaining, tariffs }) => remaining > 100 && tariffs.length > 0);
    if (found !== undefined) return { session: code, category: found.category, offer: found.tariffs[0]?.offer ?? '' };
  }
  // A shop that has just started turns calls away while it is busy.
  if (patience === 0) throw new Error('nothing is on sale');
  await sleep(1_000);
  return sessionOnSale(url, patience - 1);
}

async function callOnce(
  client: Client,
  n: number,
  { customer, ...wanted }: Wanted & { customer: Customer },
  count: (answer: Answer<unknown>) => void,
): Promise<void> {
  if (n % 25 === 5) {
    count(await client.post('/auth/login', customer));
    return;
  }
  if (n % 10 !== 0) {
    const paths = [`/sessions/${wanted.session}`, '/sessions?sort=date&limit=20', '/cart', '/sports'];
    count(await client.get(paths[n % paths.length] ?? '/cart'));
    return;
  }
  const held = await client.post<{ lines: { id: string }[] }>(
    '/cart/lines',
    { ...wanted, quantity: 1 },
    { 'idempotency-key': crypto.randomUUID() },
  );
  count(held);
  for (const { id } of held.status === 201 ? held.body.lines : [])
    count(await client.call('DELETE', `/cart/lines/${id}`));
}

/** The customer that a demo comes with. */
async function customerOf(dataDir: string): Promise<Customer> {
  const accounts: (Customer & { role: string })[] = JSON.parse(
    await readFile(join(dataDir, 'demo-accounts.json'), 'utf8'),
  );
  const customer = accounts.find(({ role }) => role === 'customer');
  if (customer === undefined) throw new Error('the demo has no customer');
  return { email: customer.email, password: customer.password };
}

/** How long anybody waited for a lock of the database, at most. */
async function watchLocks(url: string, over: AbortSignal): Promise<number> {
  const database = await connect(url, { maxConnections: 1 });
  let longest = 0;
  try {
    while (!over.aborted) {
      // Whoever migrates waits for others who do on an advisory lock, which stops nobody else.
      const { rows } = await sql<{ ms: number }>`
        SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waitstart) * 1000), 0)::float8 AS ms
        FROM pg_locks WHERE NOT granted AND locktype <> 'advisory'`.execute(database.db);
      longest = Math.max(longest, rows[0]?.ms ?? 0);
      await sleep(20);
    }
  } finally {
    await database.close();
  }
  return Math.round(longest);
}

/**
 * Somebody who reads for long, as a report or a backup does: until a migration has waited for them, and some seconds more, or
 * all have run (`over`). It must let others pass meanwhile. Tells whether one waited.
 */
async function readSlowly(url: string, over: AbortSignal): Promise<boolean> {
  const database = await connect(url, { maxConnections: 1 });
  try {
    return await database.db.transaction().execute(async (tx) => {
      await sql`SELECT FROM accounts.logins, orders.orders, catalog.sessions LIMIT 1`.execute(tx);
      while (!over.aborted) {
        const { rows } = await sql<{ waits: boolean }>`
          SELECT count(*) > 0 AS waits FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'`.execute(tx);
        if (rows[0]?.waits === true) {
          await sleep(heldOnMs);
          return true;
        }
        await sleep(20);
      }
      return false;
    });
  } finally {
    await database.close();
  }
}

/** Of a commit, or of the work tree. */
async function migrationsOf(commit: string | null): Promise<string[]> {
  const folder = 'server/migrations/';
  const paths = commit === null ? await readdir(folder) : git('ls-tree', '--name-only', commit, folder).split('\n');
  const names = paths.map((path) => path.replace(folder, ''));
  return names.filter((name) => name.endsWith('.sql')).sort();
}

/**
 * The migrations that are new since an older commit. Throws when they do not all come after those it has: several people number
 * theirs before they meet, so that such a commit is between two versions and no database of it can be upgraded.
 */
async function newMigrations(older: string, newer: string | null): Promise<string[]> {
  const before = await migrationsOf(older);
  const all = await migrationsOf(newer);
  const at = before.findIndex((name, index) => all[index] !== name);
  if (at < 0) return all.slice(before.length);
  throw new Error(`${older.slice(0, 7)} is no version to begin with: it has ${before[at]}, and not yet ${all[at]}`);
}

const commit = oldCommit();
// This version is the work tree, or that of --to.
const to = commitOption('to');
const ran = await newMigrations(commit, to);
const folder = await mkdtemp(join(tmpdir(), 'og-tickets-upgrade-'));
const old = join(folder, 'old');
await layOut(commit, old);
const fresh = to === null ? '.' : join(folder, 'fresh');
if (to !== null) await layOut(to, fresh);
const database = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: createLogger('warn') });
const running: Running[] = [];
const over = new AbortController();
try {
  const settings = { DATABASE_URL: database.url, OG_DATA_DIR: join(folder, 'shop') };
  running.push(await startShop(old, settings));
  let urls = running.map(({ url }) => url);
  const customer = await customerOf(settings.OG_DATA_DIR);
  const seen = Promise.all([callShops(() => urls, customer, over.signal), watchLocks(database.url, over.signal)]);
  // What goes wrong with them is told at the end, unless something else went wrong before.
  seen.catch(() => undefined);
  await sleep(eachMs);
  const migrated = new AbortController();
  const joining = startShop(fresh, settings).finally(() => migrated.abort());
  // Together, so that a shop that does not start is told, and not the reader whose database is then gone.
  const [isWaitedFor, joined] = await Promise.all([readSlowly(database.url, migrated.signal), joining]);
  running.push(joined);
  urls = running.map(({ url }) => url);
  await sleep(eachMs);
  urls = urls.slice(1);
  await sleep(1_000);
  await running.shift()?.stop();
  await sleep(eachMs);
  over.abort();
  const [answers, longestMs] = await seen;
  const sum = (pattern: RegExp): number =>
    [...answers].filter(([name]) => pattern.test(name)).reduce((all, [, count]) => all + count, 0);
  // On a machine with other things to do the shop turns calls away as it should; that says nothing of the upgrade.
  const broken = sum(/^(?:0|5(?!03 overloaded))/);
  const figures = { from: commit.slice(0, 7), ran, answers: Object.fromEntries(answers), broken };
  report('C46', [
    { name: 'no call fails while versions change', passed: broken === 0 && ran.length > 0, figures },
    { name: 'nobody is turned away', passed: sum(/overloaded/) === 0, figures: { overloaded: sum(/overloaded/) } },
    { name: 'no lock is waited for long', passed: longestMs <= longestLockMs, figures: { longestMs, isWaitedFor } },
  ]);
} finally {
  over.abort();
  for (const shop of running) await shop.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
