import { loadavg } from 'node:os';
import { checkInvariants } from '../server/test/invariants.ts';
import type { Processes } from '../server/test/processes.ts';
import { BenchShop, type Strategy } from './lib/bench-shop.ts';
import { Crowd } from './lib/crowd.ts';
import { describeMachine, machineLine } from './lib/machine.ts';
import { auditsOf, type Bench, freshSession, isLate, rush } from './lib/measure.ts';
import { isQuick, writeReport } from './lib/write-report.ts';
import { openDoors, type Opening } from './onsale/arrivals.ts';
import { measureCatalogue } from './onsale/catalogue.ts';
import { buyersAtPeak, buyersInRush, compareClosed, onSlowDisk } from './onsale/compare.ts';
import { crash } from './onsale/crashes.ts';
import { parts, type Part, wantedParts } from './onsale/parts.ts';
import { payAndExpire } from './onsale/paying.ts';
import { rushOfLogins, sellOut, stormOfExpiry } from './onsale/storms.ts';
import { closedTable, crashText, openingTable, payingText, targetTable } from './onsale/tables.ts';
import { type Seen, type Target, targetsOf } from './onsale/targets.ts';

// The minute in which all want the same: holds a second in batches, one by one, as an ORM would, and without a database, in
// turns in one run. docs/performance.md says how to read it; `--quick` is a try whose figures mean nothing,
// `--only` runs some parts.

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
const purchases = quick ? 100 : 500;
/** Parts that compare the strategies. */
const comparing: readonly Part[] = ['closed', 'slow-disk', 'doors', 'sold-out'];

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
  for (const strategy of strategies) await rushBriefly(bench, served[strategy], strategy);
}

/** A process that was just started is slower than it will be. */
async function rushBriefly(bench: Bench, servers: Processes, strategy: Strategy): Promise<void> {
  const session = await freshSession(bench);
  const { urls } = servers;
  const order = { kind: 'closed', urls, sessions: [session.code], connections: 64, seconds: warmUpSeconds } as const;
  await rush(bench, servers, order, [session.id], strategy);
}

async function repeat<T>(work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let round = 0; round < rounds && (round === 0 || !isLate()); round += 1) all.push(await work());
  return all;
}

/** Everything that needs the servers of all strategies up. */
async function compare(bench: Bench, wanted: ReadonlySet<Part>): Promise<Partial<Seen>> {
  const served = await serveAll(bench);
  await warmUp(bench, served);
  const peak = { strategies, connections: [buyersAtPeak], rounds, seconds: peakSeconds };
  const seen: Partial<Seen> = {};
  if (wanted.has('closed')) {
    const others = { strategies, connections: [1, 64, 256, buyersInRush], rounds, seconds: shortSeconds };
    seen.closed = [...(await compareClosed(bench, served, peak)), ...(await compareClosed(bench, served, others))];
  }
  if (wanted.has('slow-disk')) {
    const slowPeak = { ...peak, strategies: withDatabase, seconds: shortSeconds };
    seen.slowDisk = await onSlowDisk(bench, () => compareClosed(bench, served, slowPeak));
  }
  if (wanted.has('doors')) {
    const openings: Opening[] = [];
    await repeat(async () => {
      for (const strategy of withDatabase) openings.push(await openDoors(bench, served[strategy], strategy, doors));
    });
    seen.openings = openings;
  }
  if (wanted.has('sold-out')) {
    seen.soldOut = await repeat(() => sellOut(bench, served.batch, places, 20, 'batch'));
    seen.naiveInFive = await sellOut(bench, served.naive, places, 5, 'naive');
  }
  for (const strategy of strategies) await served[strategy].stop();
  return seen;
}

/** What only the shop itself goes through. */
async function besiege(bench: Bench, wanted: ReadonlySet<Part>): Promise<Partial<Seen>> {
  const seen: Partial<Seen> = {};
  const batch = await bench.shop.serve('batch');
  await rushBriefly(bench, batch, 'batch');
  if (wanted.has('expiry')) {
    seen.expiry = await repeat(() => stormOfExpiry(bench, batch, expiredHolds, shortSeconds));
  }
  if (wanted.has('logins')) {
    seen.logins = await repeat(() => rushOfLogins(bench, batch, logins, shortSeconds, quick ? 3 : 10));
  }
  if (wanted.has('catalogue')) {
    seen.catalogue = await measureCatalogue(bench, batch, { rounds, seconds: shortSeconds });
  }
  await batch.stop();
  if (wanted.has('processes')) {
    seen.manyProcesses = [];
    for (const count of [2, 3]) {
      const servers = await bench.shop.serve('batch', count);
      await rushBriefly(bench, servers, 'batch');
      seen.manyProcesses.push(await openDoors(bench, servers, 'batch', doors));
      await servers.stop();
    }
  }
  if (wanted.has('paying')) seen.paying = await payAndExpire(bench, purchases);
  if (wanted.has('crashes')) {
    const crashSeconds = quick ? 4 : 6;
    seen.crashes = [await crash(bench, 'server', crashSeconds), await crash(bench, 'postgres', crashSeconds)];
  }
  return seen;
}

function markdownOf(seen: Partial<Seen>, targets: readonly Target[], violations: number): string[] {
  const { closed, slowDisk, openings, manyProcesses, naiveInFive, paying, crashes } = seen;
  return [
    targetTable(targets),
    closed && closedTable('Closed loops, median of the rounds:', closed),
    slowDisk && closedTable('The same with a millisecond more for each commit:', slowDisk),
    openings && openingTable(openings),
    manyProcesses && openingTable(manyProcesses),
    naiveInFive &&
      `In 5 s, naive had sold ${Math.round((naiveInFive.granted / places) * 100)} % of the ${places} places.`,
    paying && payingText(paying),
    crashes && crashText(crashes),
    `Invariants broken in the end: ${violations}.`,
  ].filter((text) => text !== undefined);
}

async function main(): Promise<void> {
  const wanted = wantedParts();
  if (wanted.size < parts.length && process.argv.includes('--write'))
    throw new Error('only a whole run is written down');
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
    const seen = {
      ...(comparing.some((part) => wanted.has(part)) ? await compare(bench, wanted) : {}),
      ...(await besiege(bench, wanted)),
    };
    const violations = (await checkInvariants(shop.db)).slice(0, 20);
    const audit = auditsOf(bench);
    const targets = targetsOf({ ...seen, audit, repeatedOtherwise: bench.repeatedOtherwise });
    const markdown = [machineLine(machine), ...markdownOf(seen, targets, violations.length)].join('\n\n');
    const seconds = Math.round((performance.now() - beganAtMs) / 1_000);
    await writeReport('onsale', markdown, { machine, quick, seconds, targets, audit, violations, ...seen });
    if (violations.length > 0 || !targets.every(({ id, met }) => id !== 'T11' || met)) process.exitCode = 1;
  } finally {
    crowd.close();
    await shop.close();
  }
}

await main();
