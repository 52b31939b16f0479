import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ListExport } from '@og-tickets/contract/exports.ts';
import type { Client } from '../../server/test/client.ts';
import { loginAsAdmin } from '../../server/test/refunds.ts';
import { fillShop, ticketsPerOrder } from './lib/full-shop.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// Files of a million tickets, as CSV and as XLSX: made and fetched while memory stays what it was. Both halves, the job that
// writes and the process that serves, are this process.

const rows = numberOption('rows', 1_000_000);
const mostGrowthMb = numberOption('most-growth-mb', 150);

const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const residentMb = (): number => Math.round(process.memoryUsage().rss / 1e6);

/** What some work gives, and the most memory that this process had meanwhile. */
async function withMemory<T>(work: () => Promise<T>): Promise<{ value: T; mostMb: number }> {
  let mostMb = residentMb();
  const looking = setInterval(() => {
    mostMb = Math.max(mostMb, residentMb());
  }, 50);
  const value = await work();
  clearInterval(looking);
  return { value, mostMb };
}

/** Waits until the job has ended a file. */
async function finished(admin: Client, id: string): Promise<void> {
  for (;;) {
    const { body } = await admin.get<{ items: ListExport[] }>('/admin/exports');
    const status = body.items.find((file) => file.id === id)?.status;
    if (status === 'ready') return;
    if (status !== 'waiting') throw new Error(`the file is ${status ?? 'gone'}`);
    await wait(200);
  }
}

/** Reads a file as it comes and forgets it. */
async function drain(response: Response): Promise<number> {
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.length;
  return bytes;
}

interface MadeFile {
  id: string;
  madeMs: number;
  bytes: number;
  /** The most memory of this process while it was made and fetched. */
  mostMb: number;
}

/** Has a file made and fetches it. */
async function makeFile(admin: Client, wish: object): Promise<MadeFile> {
  const { body } = await admin.post<{ id: string }>('/admin/exports', wish);
  const beganMs = performance.now();
  const made = await withMemory(() => finished(admin, body.id));
  const madeMs = Math.round(performance.now() - beganMs);
  const headers = { authorization: `Bearer ${admin.accessToken ?? ''}`, 'x-requested-with': 'og-tickets' };
  const fetched = await withMemory(async () =>
    drain(await fetch(`${shop.url}/api/v1/admin/exports/${body.id}/file`, { headers })),
  );
  return { id: body.id, madeMs, bytes: fetched.value, mostMb: Math.max(made.mostMb, fetched.mostMb) };
}

const shop = await openProofShop();
try {
  const orders = Math.ceil(rows / ticketsPerOrder);
  await fillShop(shop, { sessions: 1_000, orders }, (line) => process.stdout.write(`${line}\n`));
  const admin = await loginAsAdmin(shop);
  const findings: Finding[] = [];
  // What the first file of all needs in code and buffers it needs for any size.
  for (const format of ['csv', 'xlsx']) await makeFile(admin, { kind: 'tickets', format, from: day(30), to: day(0) });
  for (const format of ['csv', 'xlsx']) {
    const beforeMb = residentMb();
    const { id, madeMs, bytes, mostMb } = await makeFile(admin, {
      kind: 'tickets',
      format,
      from: day(370),
      to: day(0),
    });
    const { rows: kept } = await sql<{ done: number; bytes: number }>`
      SELECT done, size_bytes AS bytes FROM reports.exports WHERE id = ${id}`.execute(shop.db);
    const growthMb = mostMb - beforeMb;
    const whole = kept[0]?.done === orders * ticketsPerOrder && kept[0].bytes === bytes;
    findings.push({
      name: `tickets as ${format}`,
      passed: whole && growthMb <= mostGrowthMb,
      figures: { rows: kept[0]?.done, bytes, madeMs, beforeMb, growthMb },
    });
  }
  report('exports', findings);
} finally {
  await shop.close();
}
