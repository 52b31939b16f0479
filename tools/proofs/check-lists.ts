import { sql } from 'kysely';
import type { Client } from '../../server/test/client.ts';
import { loginAsAdmin } from '../../server/test/refunds.ts';
import { fillShop, ticketsPerOrder } from './lib/full-shop.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report, textOption } from './lib/report.ts';

// Every list and report of the back office of a shop that has sold for a year: 10,000 sessions, a million orders, three million
// tickets. Each is asked for again and again, one after the other; what nineteen of twenty answers need is compared.

const sessions = numberOption('sessions', 10_000);
const orders = numberOption('orders', 1_000_000);
const rounds = numberOption('rounds', 20);
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

async function measure(admin: Client, path: string): Promise<Finding> {
  const tookMs: number[] = [];
  let status = 200;
  for (let round = 0; round < rounds && status === 200; round += 1) {
    const beganMs = performance.now();
    ({ status } = await admin.get(path));
    tookMs.push(performance.now() - beganMs);
  }
  const sorted = tookMs.toSorted((one, other) => one - other);
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  const figures = { status, p50Ms: at(0.5), p95Ms: at(0.95) };
  process.stdout.write(`${path} ${JSON.stringify(figures)}\n`);
  return { name: path, passed: status === 200 && figures.p95Ms <= mostMs, figures };
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
  for (const path of lists(session, rows[0]?.code ?? '')) findings.push(await measure(admin, path));
  report('lists', findings);
} finally {
  await shop.close();
}
