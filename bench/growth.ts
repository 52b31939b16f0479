import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { BenchShop } from './lib/bench-shop.ts';
import { Crowd } from './lib/crowd.ts';
import { describeMachine, machineLine } from './lib/machine.ts';
import { auditsOf, type Bench, freshSession, isLate, type Rush, rush } from './lib/measure.ts';
import { plot } from './lib/plot.ts';
import { manySessions } from './lib/sessions.ts';
import { median, rounded } from './lib/stats.ts';
import { isQuick, table, writeReport } from './lib/write-report.ts';

// What holds cost as things grow: sessions that are wanted at the same time, places of one session, server processes.

const quick = isQuick();
const rounds = quick ? 1 : 3;
const seconds = quick ? 1 : 3;
const connections = 128;
const sessionCounts = quick ? [1, 76] : [1, 10, 76, 760];
const placeCounts = quick ? [1_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const processCounts = quick ? [1, 2] : [1, 2, 3];
const plenty = 1_000_000;

interface Point {
  grows: 'sessions' | 'places' | 'processes';
  value: number;
  holdsPerSecond: number;
  p99Ms: number;
  cpuMsPerHold: number;
}

/** One point: closed loops, the median of the rounds. `aim` makes what is wanted anew for each. */
async function measurePoint(
  bench: Bench,
  of: Pick<Point, 'grows' | 'value'>,
  processes: number,
  aim: () => Promise<{ ids: number[]; codes: string[] }>,
): Promise<Point> {
  const servers = await bench.shop.serve('batch', processes);
  const { urls } = servers;
  const warm = await freshSession(bench);
  await rush(bench, servers, { kind: 'closed', urls, sessions: [warm.code], connections, seconds: 1 }, [warm.id]);
  const seen: Rush[] = [];
  for (let round = 0; round < rounds && (round === 0 || !isLate()); round += 1) {
    const { ids, codes } = await aim();
    // A thousand places are gone at once: then it is the time to the last one that counts.
    const kind = of.grows === 'places' && of.value < plenty ? 'sell-out' : 'closed';
    const { report, ...figures } = await rush(
      bench,
      servers,
      { kind, urls, sessions: codes, connections, seconds },
      ids,
    );
    const lastMs = kind === 'closed' ? report.endedAtMs : (report.doneAtMs.at(-1) ?? report.endedAtMs);
    seen.push({ ...figures, holdsPerSecond: report.grants / ((lastMs - report.beganAtMs) / 1_000) });
  }
  await servers.stop();
  const middle = (figure: (its: Rush) => number): number => rounded(median(seen.map(figure)));
  const made: Point = {
    ...of,
    holdsPerSecond: middle((its) => its.holdsPerSecond),
    p99Ms: middle((its) => its.p99Ms),
    cpuMsPerHold: middle((its) => its.serverMsPerHold + its.postgresMsPerHold),
  };
  bench.say(`${of.value} ${of.grows}: ${made.holdsPerSecond} holds/s`);
  return made;
}

async function oneSession(bench: Bench, places: number): Promise<{ ids: number[]; codes: string[] }> {
  const { id, code } = await freshSession(bench, places);
  return { ids: [id], codes: [code] };
}

async function measure(bench: Bench): Promise<Point[]> {
  const points: Point[] = [];
  for (const value of processCounts) {
    points.push(await measurePoint(bench, { grows: 'processes', value }, value, () => oneSession(bench, plenty)));
  }
  for (const value of placeCounts) {
    points.push(await measurePoint(bench, { grows: 'places', value }, 1, () => oneSession(bench, value)));
  }
  for (const value of sessionCounts) {
    const many = await manySessions(bench, value, plenty);
    points.push(await measurePoint(bench, { grows: 'sessions', value }, 1, async () => many));
  }
  return points;
}

function panelOf(points: readonly Point[], grows: Point['grows'], logarithmic: boolean) {
  const its = points.filter((point) => point.grows === grows);
  const series = [{ name: `${grows}, batches`, points: its.map((made) => [made.value, made.holdsPerSecond] as const) }];
  return { title: `by ${grows}`, xName: grows, logarithmic, series };
}

async function main(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const shop = await BenchShop.open();
  const crowd = new Crowd();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const bench: Bench = { shop, crowd, audits: [], repeatedOtherwise: 0, say };
  try {
    const machine = await describeMachine(shop, loadBefore);
    const points = await measure(bench);
    const rows = points.map((made) => [
      made.grows,
      made.value.toLocaleString('en'),
      made.holdsPerSecond,
      made.p99Ms,
      made.cpuMsPerHold,
    ]);
    const head = ['what grows', 'to', 'holds/s', 'p99 ms', 'CPU ms a hold'];
    const audit = auditsOf(bench);
    const safe = Object.values(audit).every((count) => count === 0);
    const found = safe ? 'Oversold, drift, lost, over a limit: 0.' : `Something is wrong: ${JSON.stringify(audit)}.`;
    await writeReport(
      'growth',
      [machineLine(machine), '![holds a second](plots/growth.svg)', table(head, rows), found].join('\n\n'),
      {
        machine,
        quick,
        points,
        audit,
      },
    );
    const panels = [
      panelOf(points, 'sessions', true),
      panelOf(points, 'places', true),
      panelOf(points, 'processes', false),
    ];
    const svg = plot(`holds a second at ${connections} buyers`, panels);
    const folder = process.argv.includes('--write')
      ? new URL('../docs/plots/', import.meta.url)
      : new URL('results/', import.meta.url);
    await mkdir(folder, { recursive: true });
    await writeFile(new URL('growth.svg', folder), svg);
    if (!safe) process.exitCode = 1;
  } finally {
    crowd.close();
    await shop.close();
  }
}

await main();
