import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { postgresSeconds } from '../../bench/lib/processor-time.ts';
import type { Client } from '../../server/test/client.ts';
import { renewToken } from '../../server/test/factors.ts';
import { loginAsAdmin } from '../../server/test/refunds.ts';
import { fillShop, ticketsPerOrder } from './lib/full-shop.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report, textOption } from './lib/report.ts';

// Every list and report of the back office of a shop that has sold for a year: 10,000 sessions, a million orders, three million
// tickets. Each is asked for again and again, one after the other, in rounds; what nineteen of twenty answers of a round need is
// compared, of the round in the middle. Beside it stands what an answer costs in processor time, of this process and of
// PostgreSQL, which says more than the clock where others use the machine. `-- --keep <folder>` keeps the shop for another run.

const sessions = numberOption('sessions', 10_000);
const orders = numberOption('orders', 1_000_000);
const rounds = numberOption('rounds', 3);
const callsPerRound = numberOption('calls', 20);
const mostMs = numberOption('most-ms', 200);

const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** What an admin opens, with what usually stands in the address. */
function lists(session: string, order: string): string[] {
  const spans = [`from=${day(30)}&to=${day(0)}`, `from=${day(370)}&to=${day(0)}`];
  const sales = ['offer', 'sport', 'session', 'venue', 'category', 'day', 'channel'];
  return [
    '/admin/orders',
    '/admin/orders?limit=100',
    `/admin/orders?q=${order}`,
    '/admin/sessions',
    '/admin/offers',
    '/admin/sports',
    '/admin/venues',
    '/admin/staff',
    '/admin/audit',
    '/admin/devices',
    '/admin/conflicts?state=open',
    '/admin/refund-requests',
    '/admin/refunds/failed',
    '/admin/exports',
    `/admin/scans?session=${session}`,
    '/admin/dashboard',
    ...spans.flatMap((span) => [
      ...sales.map((by) => `/admin/reports/sales?by=${by}&${span}`),
      `/admin/reports/takings?${span}`,
      `/admin/reports/refunds?${span}`,
    ]),
    `/admin/reports/entries?session=${session}`,
    `/admin/reports/places?session=${session}`,
  ];
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
const ascending = (one: number, other: number): number => one - other;

/** Milliseconds of processor time so far: of this process, and of the shop's PostgreSQL. */
function processorMs(): { server: number; postgres: number } {
  const { user, system } = process.cpuUsage();
  const [pid = ''] = readFileSync(join(shop.keysDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  return { server: (user + system) / 1_000, postgres: postgresSeconds(Number(pid)) * 1_000 };
}

async function measure(admin: Client, path: string): Promise<Finding> {
  const p50s: number[] = [];
  const p95s: number[] = [];
  const statuses = new Set<number>();
  const before = processorMs();
  for (let round = 0; round < rounds; round += 1) {
    const tookMs: number[] = [];
    for (let call = 0; call < callsPerRound; call += 1) {
      const beganMs = performance.now();
      statuses.add((await admin.get(path)).status);
      tookMs.push(performance.now() - beganMs);
    }
    tookMs.sort(ascending);
    p50s.push(Math.round(at(tookMs, 0.5)));
    p95s.push(Math.round(at(tookMs, 0.95)));
  }
  const after = processorMs();
  const each = (of: 'server' | 'postgres'): number => Math.round((after[of] - before[of]) / (rounds * callsPerRound));
  const figures = {
    status: [...statuses],
    p50Ms: at(p50s.toSorted(ascending), 0.5),
    p95Ms: at(p95s.toSorted(ascending), 0.5),
    serverCpuMs: each('server'),
    postgresCpuMs: each('postgres'),
  };
  process.stdout.write(`${path} ${JSON.stringify(figures)}\n`);
  return { name: path, passed: statuses.size === 1 && statuses.has(200) && figures.p95Ms <= mostMs, figures };
}

const shop = await openProofShop({ dataDir: textOption('keep') });
try {
  const session = await fillShop(shop, { sessions, orders }, (line) => process.stdout.write(`${line}\n`));
  const { rows } = await sql<{ orders: number; tickets: number; code: string }>`
    SELECT (SELECT count(*) FROM orders.orders) AS orders, (SELECT count(*) FROM tickets.tickets) AS tickets,
      (SELECT min(code) FROM orders.orders) AS code`.execute(shop.db);
  process.stdout.write(`${JSON.stringify({ ...rows[0], ticketsPerOrder })}\n`);
  const admin = await loginAsAdmin(shop);
  const findings: Finding[] = [];
  for (const path of lists(session, rows[0]?.code ?? '')) {
    // Tokens last eight minutes.
    await renewToken(admin);
    findings.push(await measure(admin, path));
  }
  report('lists', findings);
} finally {
  await shop.close();
}
