import { type ChildProcess, fork } from 'node:child_process';
import type { CrowdEnd, CrowdMessage, CrowdOrder, CrowdSaw } from './lib/overload-crowd.ts';
import type { ShopMessage } from './lib/overloaded-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { told } from './lib/told.ts';
import { median, percentile, Visitors } from './lib/visitors.ts';

// C14: five times more than a shop can bear. It must go on serving as much as it can, turn the others away at once, keep
// its loop free, take money all the while, and be well again as soon as it is over. Peak and overload take turns in one run,
// from the same crowd and beside the same buyers, and medians count: a busy neighbour falls on both.

const seconds = numberOption('seconds', 60);
const factor = numberOption('factor', 5);
const turns = numberOption('turns', 4);
/** The control: without admission the check must fail. */
const admission = process.argv.includes('--without-admission') ? 'off' : 'on';
const peakVisitors = numberOption('visitors', 36);
const peakShare = 2 / 3;
/** A server that nobody asked before is slower than it will be. */
const warmUpSeconds = 5;
const listPath = '/sessions?sort=date&limit=20';
const wellWithinMs = 250;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Shop {
  child: ChildProcess;
  url: string;
  session: string;
  tokens: string[];
}

function started(script: string, ...options: string[]): ChildProcess {
  return fork(new URL(script, import.meta.url), options);
}

async function openShop(): Promise<Shop> {
  const child = started('lib/overloaded-shop.ts', admission);
  const ready = await told<ShopMessage>(child);
  if (ready.kind !== 'ready') throw new Error('the shop did not start');
  return { child, ...ready };
}

type Phase = Extract<ShopMessage, { kind: 'phase' }>;

async function phaseOf({ child }: Shop): Promise<Phase> {
  child.send('phase');
  const message = await told<ShopMessage>(child);
  if (message.kind !== 'phase') throw new Error('the shop lost its place');
  return message;
}

interface Turn {
  peak: CrowdSaw;
  over: CrowdSaw;
  /** Of both. */
  ends: CrowdEnd[];
  peakPhase: Phase;
  overPhase: Phase;
  recoveredMs: number;
}

/** As much as is answered, then so many times more, then until it is well. */
async function turn(shop: Shop, crowd: ChildProcess, overSeconds: number): Promise<Turn> {
  await phaseOf(shop);
  const peak = await sent(shop, crowd, overSeconds * peakShare, { visitors: peakVisitors });
  const peakPhase = await phaseOf(shop);
  const peakEnd = await endOf(crowd);
  await phaseOf(shop);
  const over = await sent(shop, crowd, overSeconds, { perSecond: (peak.visits / peak.seconds) * factor });
  const [overPhase, recoveredMs, overEnd] = await Promise.all([phaseOf(shop), recovery(shop), endOf(crowd)]);
  return { peak, over, ends: [peakEnd, overEnd], peakPhase, overPhase, recoveredMs };
}

async function sent(
  { url, session, tokens }: Shop,
  crowd: ChildProcess,
  forSeconds: number,
  load: CrowdOrder['load'],
): Promise<CrowdSaw> {
  const order: CrowdOrder = { url, session, tokens, seconds: forSeconds, load };
  crowd.send(order);
  const message = await told<CrowdMessage>(crowd);
  if (message.kind !== 'saw') throw new Error('the crowd lost its place');
  return message.saw;
}

async function endOf(crowd: ChildProcess): Promise<CrowdEnd> {
  const message = await told<CrowdMessage>(crowd);
  if (message.kind !== 'end') throw new Error('the crowd lost its place');
  return message.end;
}

/** Milliseconds from now to the first of ten calls in a row that were served in time; infinite when that does not come. */
async function recovery(shop: Shop): Promise<number> {
  const visitors = new Visitors(shop.url, 1);
  const beganAtMs = performance.now();
  let wellSinceMs: number | null = null;
  for (let served = 0; served < 10; ) {
    const calledAtMs = performance.now() - beganAtMs;
    if (calledAtMs > 30_000) return Number.POSITIVE_INFINITY;
    const { status, tookMs } = await visitors.call('GET', listPath);
    const isWell = status === 200 && tookMs < wellWithinMs;
    served = isWell ? served + 1 : 0;
    wellSinceMs = isWell ? (wellSinceMs ?? calledAtMs) : null;
    await sleep(50);
  }
  visitors.close();
  return Math.round(wellSinceMs ?? 0);
}

const sum = (a: number, b: number): number => a + b;
const tenths = (value: number): number => Math.round(value * 10) / 10;
const percent = (share: number): number => Math.round(share * 100);

function goodputOf(seen: readonly Turn[]): Finding {
  const rates = (of: (saw: CrowdSaw) => number) => {
    const [peak, over] = [
      (one: Turn) => of(one.peak) / one.peak.seconds,
      (one: Turn) => of(one.over) / one.over.seconds,
    ];
    return {
      peakPerSecond: seen.map((one) => tenths(peak(one))),
      overPerSecond: seen.map((one) => tenths(over(one))),
      keptPercent: Math.round(median(seen.map((one) => over(one) / peak(one))) * 100),
    };
  };
  const [purchases, whole] = [rates((saw) => saw.purchases), rates((saw) => saw.whole)];
  return {
    name: 'purchases, and visits that got all they came for, at least 80 % of the peak',
    passed: purchases.keptPercent >= 80 && whole.keptPercent >= 80,
    figures: {
      purchases,
      whole,
      visitsPerSecond: seen.map(({ over }) => tenths(over.visits / over.seconds)),
      repliesPerSecond: seen.map(({ over }) => tenths(Object.values(over.statuses).reduce(sum, 0) / over.seconds)),
      crowdPercentOfACore: seen.map(({ peak, over }) => [percent(peak.processor), percent(over.processor)]),
      shopPercentOfACore: seen.map((one) => [percent(one.peakPhase.processor), percent(one.overPhase.processor)]),
    },
  };
}

function findingsOf(seen: readonly Turn[]): Finding[] {
  const shed = seen.flatMap(({ over }) => over.turnedAwayMs).length;
  const withoutRetryAfter = seen.map(({ over }) => over.withoutRetryAfter).reduce(sum, 0);
  const shedP99Ms = seen.map(({ over }) => percentile(over.turnedAwayMs, 0.99));
  const delays = seen.map(({ overPhase }) => overPhase.loopDelayP99Ms);
  const statuses = countsOf(seen.map(({ over }) => over.statuses));
  const others = Object.keys(statuses).filter((status) => !['200', '201', '503'].includes(status));
  const recovered = seen.map(({ recoveredMs }) => recoveredMs);
  const ends = seen.flatMap((one) => one.ends);
  const [granted, paid] = [ends.map((end) => end.granted).reduce(sum, 0), ends.map((end) => end.paid).reduce(sum, 0)];
  return [
    goodputOf(seen),
    {
      name: 'who is turned away gets 503 with Retry-After within 100 ms',
      passed: shed > 0 && withoutRetryAfter === 0 && median(shedP99Ms) <= 100,
      figures: { shed, ...seen.at(-1)?.overPhase.turnedAway, withoutRetryAfter, shedP99Ms },
    },
    { name: 'nothing but replies and refusals', passed: others.length === 0, figures: statuses },
    { name: 'delay of the event loop below 250 ms', passed: median(delays) < 250, figures: { loopDelayP99Ms: delays } },
    {
      name: 'at least 99 % of those who were given a place have their tickets',
      passed: granted > 0 && paid / granted >= 0.99,
      figures: {
        granted,
        paid,
        failed: ends.flatMap((end) => end.failed).slice(0, 5),
        tookP50Ms: ends.map((end) => percentile(end.checkoutMs, 0.5)),
        tookP99Ms: ends.map((end) => percentile(end.checkoutMs, 0.99)),
      },
    },
    { name: 'well again within 5 s', passed: median(recovered) <= 5_000, figures: { recoveredMs: recovered } },
  ];
}

function countsOf(all: readonly Record<number, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all) for (const [status, count] of Object.entries(one)) sums[status] = (sums[status] ?? 0) + count;
  return sums;
}

async function main(): Promise<void> {
  const shop = await openShop();
  const crowd = started('lib/overload-crowd.ts');
  try {
    await sent(shop, crowd, warmUpSeconds, { visitors: peakVisitors });
    await endOf(crowd);
    const seen: Turn[] = [];
    for (let at = 0; at < turns; at += 1) seen.push(await turn(shop, crowd, seconds / turns));
    report('C14', findingsOf(seen));
  } finally {
    crowd.disconnect();
    shop.child.send('end');
  }
}

await main();
