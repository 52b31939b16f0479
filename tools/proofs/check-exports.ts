import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Client } from '../../server/test/client.ts';
import { renewToken } from '../../server/test/factors.ts';
import type { MadeAccount } from '../../server/test/factory.ts';
import { loginAsAdmin } from '../../server/test/refunds.ts';
import { fillShop, ticketsPerOrder } from './lib/full-shop.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report, textOption } from './lib/report.ts';

// Files of a million tickets, as CSV and as XLSX: made and fetched while memory stays what it was. Both halves, the job that
// writes and the process that serves, are this process. What grows with the rows would show in the last quarter of the time: the
// most memory of each quarter is told. It is compared with the most that the same process had, while nobody asked for anything, until
// the collector had been through all of it: a single moment may be just before or just after that, which is 200 MB apart. `-- --keep <folder>` takes the shop
// of `check:lists`.

const rows = numberOption('rows', 1_000_000);
const mostGrowthMb = numberOption('most-growth-mb', 150);
const calmSeconds = numberOption('calm-seconds', 180);

const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const residentMb = (): number => Math.round(process.memoryUsage().rss / 1e6);

/** What some work gives, and the most memory that this process had in each quarter of the time it took. */
async function withMemory<T>(work: () => Promise<T>): Promise<{ value: T; mostMb: number[] }> {
  const seenMb = [residentMb()];
  const looking = setInterval(() => seenMb.push(residentMb()), 50);
  const value = await work();
  clearInterval(looking);
  const quarter = Math.ceil(seenMb.length / 4);
  const mostMb = [0, 1, 2, 3].map((part) => Math.max(0, ...seenMb.slice(part * quarter, (part + 1) * quarter)));
  return { value, mostMb };
}

/** Waits while nobody asks for anything, until all of the memory was gone through for what is no longer used. */
async function collected(): Promise<void> {
  const whole = Promise.withResolvers<void>();
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (isWhole(Reflect.get(entry, 'detail'))) whole.resolve();
  });
  observer.observe({ entryTypes: ['gc'] });
  await Promise.race([whole.promise, wait(1_000 * calmSeconds)]);
  observer.disconnect();
}

/** Whether a collection was of the whole heap. */
const isWhole = (detail: unknown): boolean =>
  typeof detail === 'object' &&
  detail !== null &&
  'kind' in detail &&
  detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;

/** Waits until the job has ended a file. */
async function finished(id: string): Promise<void> {
  for (;;) {
    const row = await shop.db.selectFrom('reports.exports').select('status').where('id', '=', id).executeTakeFirst();
    if (row?.status === 'ready') return;
    if (row?.status !== 'waiting') throw new Error(`the file is ${row?.status ?? 'gone'}`);
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
  /** The most memory of this process in each quarter of the time in which it was made, and of that in which it was fetched. */
  makingMb: number[];
  fetchingMb: number[];
}

/** Has a file made and fetches it. */
async function makeFile(admin: Client, account: MadeAccount, wish: object): Promise<MadeFile> {
  const { body } = await admin.post<{ id: string }>('/admin/exports', wish);
  const beganMs = performance.now();
  const made = await withMemory(() => finished(body.id));
  const madeMs = Math.round(performance.now() - beganMs);
  // Tokens and proofs of who is there do not last for as long as it may have taken.
  await renewToken(admin);
  await admin.post('/auth/step-up', { password: account.password });
  const headers = { authorization: `Bearer ${admin.accessToken ?? ''}`, 'x-requested-with': 'og-tickets' };
  const fetched = await withMemory(async () =>
    drain(await fetch(`${shop.url}/api/v1/admin/exports/${body.id}/file`, { headers })),
  );
  return { id: body.id, madeMs, bytes: fetched.value, makingMb: made.mostMb, fetchingMb: fetched.mostMb };
}

const shop = await openProofShop({ dataDir: textOption('keep') });
try {
  const orders = Math.ceil(rows / ticketsPerOrder);
  await fillShop(shop, { sessions: 1_000, orders }, (line) => process.stdout.write(`${line}\n`));
  const account = await shop.make.account('admin');
  const admin = await loginAsAdmin(shop, account);
  const findings: Finding[] = [];
  // The newest days that hold so many tickets.
  const { rows: sold } = await sql<{ tickets: number }>`SELECT count(*) AS tickets FROM tickets.tickets`.execute(
    shop.db,
  );
  const from = day(Math.min(370, Math.ceil((365 * rows) / (sold[0]?.tickets ?? 1)) + 1));
  // What the first file of all needs in code and buffers it needs for any size.
  for (const format of ['csv', 'xlsx'])
    await makeFile(admin, account, { kind: 'tickets', format, from: day(3), to: day(0) });
  for (const format of ['csv', 'xlsx']) {
    const beforeMb = Math.max(...(await withMemory(collected)).mostMb);
    const made = await makeFile(admin, account, { kind: 'tickets', format, from, to: day(0) });
    const { rows: kept } = await sql<{ done: number; total: number; bytes: number }>`
      SELECT done, total, size_bytes AS bytes FROM reports.exports WHERE id = ${made.id}`.execute(shop.db);
    const growthMb = Math.max(...made.makingMb, ...made.fetchingMb) - beforeMb;
    const { done = 0, total = 0, bytes = 0 } = kept[0] ?? {};
    const whole = done >= rows && done === total && bytes === made.bytes;
    findings.push({
      name: `tickets as ${format}`,
      passed: whole && growthMb <= mostGrowthMb,
      figures: {
        rows: done,
        bytes,
        madeMs: made.madeMs,
        beforeMb,
        growthMb,
        makingMb: made.makingMb,
        fetchingMb: made.fetchingMb,
      },
    });
    process.stdout.write(`${JSON.stringify(findings.at(-1))}\n`);
  }
  report('exports', findings);
} finally {
  await shop.close();
}
