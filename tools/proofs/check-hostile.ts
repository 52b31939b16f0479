import { fork } from 'node:child_process';
import type { HostileOrder, HostileReport } from './lib/hostile-crowd.ts';
import { KeepAlive } from '../../server/test/buyers/keep-alive.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { told } from './lib/told.ts';
import { median } from './lib/visitors.ts';

// C25: bodies too long, too deep or of too many fields, prototypes, and sockets that send a letter at a time: each is refused as
// it should be, and others wait hardly longer. With and without take turns in one run, so that a busy neighbour falls on both.

const turns = numberOption('turns', 6);
const slowSockets = numberOption('sockets', 500);
const hostilePerSecond = numberOption('rate', 20);
/** With the patience of a real shop: until the last of the slow sockets has been closed. */
const turnMs = 17_000;
/** Before anything counts, so that what refuses them is compiled as what serves visitors is. */
const warmUpMs = 4_000;
const visitors = 8;
const gapMs = 40;
const mostSlower = 1.2;
const path = '/sessions?sort=date&limit=20';
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Honest {
  p95Ms: number;
  calls: number;
  failed: number;
}

/** What visitors see who call at fixed times, whatever they wait. */
async function visit(url: string, ms = turnMs): Promise<Honest> {
  const tookMs: number[] = [];
  let failed = 0;
  const untilMs = performance.now() + ms;
  const visitor = async (_: unknown, index: number): Promise<void> => {
    const wire = new KeepAlive(url);
    await wire.open();
    for (let dueMs = performance.now() + (index * gapMs) / visitors; dueMs < untilMs; dueMs += gapMs) {
      await sleep(Math.max(0, dueMs - performance.now()));
      const beganAtMs = Math.max(dueMs, performance.now());
      const { status } = await wire.get(path);
      tookMs.push(performance.now() - beganAtMs);
      if (status !== 200) failed += 1;
    }
    wire.close();
  };
  await Promise.all(Array.from({ length: visitors }, visitor));
  const sorted = tookMs.toSorted((a, b) => a - b);
  return { p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0, calls: sorted.length, failed };
}

interface Turn {
  calm: Honest;
  beset: Honest;
  hostile: HostileReport;
}

async function takeTurns(url: string): Promise<Turn[]> {
  const crowd = fork(new URL('lib/hostile-crowd.ts', import.meta.url));
  const seen: Turn[] = [];
  try {
    const some: HostileOrder = { url, slowSockets: 0, perSecond: hostilePerSecond, ms: warmUpMs };
    crowd.send(some);
    await Promise.all([visit(url, warmUpMs), told<HostileReport>(crowd)]);
    for (let turn = 0; turn < turns; turn += 1) {
      const calm = await visit(url);
      const order: HostileOrder = { url, slowSockets, perSecond: hostilePerSecond, ms: turnMs };
      crowd.send(order);
      const [beset, hostile] = await Promise.all([visit(url), told<HostileReport>(crowd)]);
      seen.push({ calm, beset, hostile });
    }
  } finally {
    crowd.disconnect();
  }
  return seen;
}

function findingsOf(seen: readonly Turn[]): Finding[] {
  const thousandths = (value: number): number => Math.round(value * 1_000) / 1_000;
  const slower = median(seen.map(({ calm, beset }) => beset.p95Ms / calm.p95Ms));
  const otherwise = seen.flatMap(({ hostile }) => hostile.otherwise);
  const answered: Record<string, number> = {};
  for (const { hostile } of seen) {
    for (const [name, count] of Object.entries(hostile.answered)) answered[name] = (answered[name] ?? 0) + count;
  }
  const kinds = new Set(Object.keys(answered).map((name) => name.replace(/, cut off$/, '')));
  const failed = seen.reduce((all, { calm, beset }) => all + calm.failed + beset.failed, 0);
  return [
    {
      name: 'each is refused with 413, 400 or 408, as it should be',
      passed: otherwise.length === 0 && kinds.size === 6,
      figures: { answered, otherwise: otherwise.slice(0, 5) },
    },
    {
      name: 'the p95 of others is at most a fifth longer',
      passed: slower <= mostSlower && failed === 0,
      figures: {
        longerPercent: Math.round((slower - 1) * 100),
        calmP95Ms: seen.map(({ calm }) => thousandths(calm.p95Ms)),
        besetP95Ms: seen.map(({ beset }) => thousandths(beset.p95Ms)),
        calls: seen.reduce((all, { calm, beset }) => all + calm.calls + beset.calls, 0),
        failed,
      },
    },
  ];
}

const shop = await openProofShop();
try {
  for (let made = 0; made < 100; made += 1) await shop.make.session();
  await shop.caughtUp();
  report('C25', findingsOf(await takeTurns(shop.url)));
} finally {
  await shop.close();
}
