import { loadavg } from 'node:os';
import { checkInvariants } from '../server/test/invariants.ts';
import { BenchShop, type Strategy } from './lib/bench-shop.ts';
import { Crowd } from './lib/crowd.ts';
import { describeMachine, machineLine } from './lib/machine.ts';
import { auditsOf, type Bench, freshSession, isLate, rush } from './lib/measure.ts';
import { rounded } from './lib/stats.ts';
import { isQuick, table, writeReport } from './lib/write-report.ts';
import { openDoors, type Opening } from './onsale/arrivals.ts';
import { measureCatalogue } from './onsale/catalogue.ts';
import { buyersAtPeak, type Compared, compareClosed, medianOf, onSlowDisk } from './onsale/compare.ts';
import { crash } from './onsale/crashes.ts';
import { rushOfLogins, sellOut, stormOfExpiry } from './onsale/storms.ts';
import { type Target, targetsOf } from './onsale/targets.ts';

// The minute in which all want the same: holds a second in batches, one by one, as an ORM would, and without a database, in
// turns in one run. docs/performance.md says how to read it; `--quick` is a try whose figures mean nothing.

const quick = isQuick();
const rounds = quick ? 1 : 3;
const strategies: readonly Strategy[] = ['batch', 'single', 'naive', 'memory'];
const withDatabase: readonly Strategy[] = ['batch', 'single', 'naive'];
const peakSeconds = quick ? 1 : 4;
const shortSeconds = quick ? 1 : 2;
const warmUpSeconds = quick ? 1 : 2;
const doors = quick ? { arrivals: 600, tailSeconds: 2 } : { arrivals: 3_000, tailSeconds: 5 };
const places = 20_000;
const expiredHolds = 10_000;
const logins = quick ? 40 : 500;

type Served = Record<Strategy, Awaited<ReturnType<BenchShop['serve']>>>;

async function serveAll({ shop }: Bench): Promise<Served> {
  return {
    batch: await shop.serve('batch'),
    single: await shop.serve('single'),
    naive: await shop.serve('naive'),
    memory: await shop.serve('memory'),
  };
}

async function warmUp(bench: Bench, served: Served): Promise<void> {
  for (const strategy of strategies) {
    const { urls } = served[strategy];
    const session = await freshSession(bench);
    const order = { kind: 'closed', urls, sessions: [session.code], connections: 64, seconds: warmUpSeconds } as const;
    await rush(bench, served[strategy], order, [session.id], strategy);
  }
}

async function repeat<T>(work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let round = 0; round < rounds && (round === 0 || !isLate()); round += 1) all.push(await work());
  return all;
}

/** Everything that needs the servers up. */
async function measure(bench: Bench) {
  const served = await serveAll(bench);
  await warmUp(bench, served);
  const peak = { strategies, connections: [buyersAtPeak], rounds, seconds: peakSeconds };
  const closed = await compareClosed(bench, served, peak);
  const others = { strategies: withDatabase, connections: [1, 64, 256, 1_000], rounds, seconds: shortSeconds };
  closed.push(...(await compareClosed(bench, served, others)));
  const slowPeak = { ...peak, strategies: withDatabase, seconds: shortSeconds };
  const slowDisk = await onSlowDisk(bench, () => compareClosed(bench, served, slowPeak));
  const openings: Opening[] = [];
  await repeat(async () => {
    for (const strategy of withDatabase) openings.push(await openDoors(bench, served[strategy], strategy, doors));
  });
  const soldOut = await repeat(() => sellOut(bench, served.batch, places, 20, 'batch'));
  const naiveInFive = await sellOut(bench, served.naive, places, 5, 'naive');
  const expiry = await repeat(() => stormOfExpiry(bench, served.batch, expiredHolds, shortSeconds));
  const loginRushes = await repeat(() => rushOfLogins(bench, served.batch, logins, shortSeconds, quick ? 3 : 10));
  const catalogue = await measureCatalogue(bench, served.batch, { rounds, seconds: shortSeconds });
  for (const strategy of strategies) await served[strategy].stop();
  return { closed, slowDisk, openings, soldOut, naiveInFive, expiry, logins: loginRushes, catalogue };
}

function closedTable(title: string, compared: readonly Compared[]): string {
  const figure = (one: Compared, of: (seen: Compared['rounds'][number]) => number): number =>
    rounded(medianOf(compared, one.strategy, one.connections, of));
  const rows = compared
    .toSorted((a, b) => a.connections - b.connections)
    .map((one) => [
      one.connections,
      one.strategy,
      figure(one, (seen) => seen.holdsPerSecond),
      figure(one, (seen) => seen.p50Ms),
      figure(one, (seen) => seen.p99Ms),
      figure(one, (seen) => seen.serverMsPerHold),
      figure(one, (seen) => seen.postgresMsPerHold),
    ]);
  const head = [
    'connections',
    'strategy',
    'holds/s',
    'p50 ms',
    'p99 ms',
    'server CPU ms a hold',
    'PostgreSQL CPU ms a hold',
  ];
  return `${title}\n\n${table(head, rows)}`;
}

function openingTable(openings: readonly Opening[]): string {
  const rows = openings.map((one) => [
    one.strategy,
    rounded(one.holdsPerSecond),
    rounded(one.p50Ms),
    rounded(one.p99Ms),
    rounded(one.seconds),
    Object.entries(one.statuses)
      .map(([status, count]) => `${count} × ${status}`)
      .join(', '),
  ]);
  return `${doors.arrivals} buyers, 60 % within 2 s:\n\n${table(['strategy', 'holds/s', 'p50 ms', 'p99 ms', 'over in s', 'replies'], rows)}`;
}

function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ id, target, measured, met }) => [id, target, measured, met ? 'met' : '**not met**']);
  return table(['id', 'target', 'measured', ''], rows);
}

async function main(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const beganAtMs = performance.now();
  const shop = await BenchShop.open();
  const crowd = new Crowd();
  const say = (text: string): void => {
    process.stdout.write(`${Math.round((performance.now() - beganAtMs) / 1_000)} s  ${text}\n`);
  };
  const bench: Bench = { shop, crowd, audits: [], repeatedOtherwise: 0, say };
  try {
    const machine = await describeMachine(shop, loadBefore);
    say(machineLine(machine));
    const seen = await measure(bench);
    const crashSeconds = quick ? 4 : 6;
    const crashes = [await crash(bench, 'server', crashSeconds), await crash(bench, 'postgres', crashSeconds)];
    const violations = (await checkInvariants(shop.db)).slice(0, 20);
    const audit = auditsOf(bench);
    const targets = targetsOf({ ...seen, audit, repeatedOtherwise: bench.repeatedOtherwise });
    const { naiveInFive } = seen;
    const markdown = [
      machineLine(machine),
      targetTable(targets),
      closedTable('Closed loops, median of the rounds:', seen.closed),
      closedTable('The same with a millisecond more for each commit:', seen.slowDisk),
      openingTable(seen.openings),
      `In 5 s, naive had sold ${Math.round((naiveInFive.granted / places) * 100)} % of the ${places} places. ` +
        `Killed in full flight: ${crashes.map((one) => `${one.killed} (${one.grants} grants, ${one.audit.acknowledgedLost} lost)`).join(', ')}. ` +
        `Invariants broken in the end: ${violations.length}.`,
    ].join('\n\n');
    const seconds = Math.round((performance.now() - beganAtMs) / 1_000);
    await writeReport('onsale', markdown, { machine, quick, seconds, targets, audit, violations, crashes, ...seen });
    if (violations.length > 0 || !targets.every(({ id, met }) => id !== 'T11' || met)) process.exitCode = 1;
  } finally {
    crowd.close();
    await shop.close();
  }
}

await main();
