import type { Audit } from '../lib/audit.ts';
import { median, rounded } from '../lib/stats.ts';
import type { CatalogueSpeed } from './catalogue.ts';
import type { Opening } from './arrivals.ts';
import { buyersAtPeak, buyersInRush, type Compared, medianOf } from './compare.ts';
import type { Crash } from './crashes.ts';
import type { Paying } from './paying.ts';
import type { ExpiryStorm, LoginRush, SoldOut } from './storms.ts';

/** What a whole run saw; a run of some parts saw less. */
export interface Seen {
  closed: readonly Compared[];
  slowDisk: readonly Compared[];
  openings: readonly Opening[];
  manyProcesses: Opening[];
  soldOut: readonly SoldOut[];
  naiveInFive: SoldOut;
  expiry: readonly ExpiryStorm[];
  logins: readonly LoginRush[];
  catalogue: CatalogueSpeed;
  paying: Paying;
  crashes: readonly Crash[];
}

/** What every rush of a run left behind. */
interface Left {
  audit: Audit;
  repeatedOtherwise: number;
}

export interface Target {
  id: string;
  target: string;
  measured: string;
  met: boolean;
}

const targetPlaces = 20_000;

/** Compares what was seen with what was promised; every ratio is of medians of the same run. */
export function targetsOf(seen: Partial<Seen> & Left): Target[] {
  const { closed, slowDisk, soldOut, expiry, logins, catalogue } = seen;
  return [
    ...(closed === undefined ? [] : ratesOf(closed)),
    ...(slowDisk === undefined ? [] : [slowDiskOf(slowDisk)]),
    ...(closed === undefined ? [] : [latencyOf(closed)]),
    ...(soldOut === undefined ? [] : [soldOutOf(soldOut)]),
    ...(expiry === undefined ? [] : [expiryOf(expiry)]),
    ...(logins === undefined ? [] : [loginsOf(logins)]),
    ...(catalogue === undefined ? [] : catalogueOf(catalogue)),
    safetyOf(seen),
  ];
}

function rate(from: readonly Compared[], strategy: Compared['strategy'], buyers = buyersAtPeak): number {
  return medianOf(from, strategy, buyers, (rush) => rush.holdsPerSecond);
}

function ratesOf(closed: readonly Compared[]): Target[] {
  const batch = rate(closed, 'batch');
  const toNaive = batch / rate(closed, 'naive');
  const toSingle = batch / rate(closed, 'single');
  return [
    {
      id: 'T1',
      target: `holds/s at ${buyersAtPeak} buyers at least 12 times naive`,
      measured: times(toNaive),
      met: toNaive >= 12,
    },
    { id: 'T2', target: 'at least 4 times single', measured: times(toSingle), met: toSingle >= 4 },
    bareOf(closed),
  ];
}

/** How much of what the route could serve is left with the database; decisions/073 says why the rush counts. */
function bareOf(closed: readonly Compared[]): Target {
  const share = (buyers: number): number => rate(closed, 'batch', buyers) / rate(closed, 'memory', buyers);
  const seen = [buyersAtPeak, 256, buyersInRush].map((buyers) => `${percent(share(buyers))} at ${buyers}`);
  return {
    id: 'T3',
    target: `at least 70 % of the route without database, in a rush of ${buyersInRush} buyers`,
    measured: seen.join(', '),
    met: share(buyersInRush) >= 0.7,
  };
}

function slowDiskOf(slowDisk: readonly Compared[]): Target {
  const slow = rate(slowDisk, 'batch') / rate(slowDisk, 'naive');
  const target = 'with 1 ms more for a commit at least 30 times naive';
  return { id: 'T4', target, measured: times(slow), met: slow >= 30 };
}

function latencyOf(closed: readonly Compared[]): Target {
  const p99 = (strategy: Compared['strategy']): number =>
    medianOf(closed, strategy, buyersAtPeak, (rush) => rush.p99Ms);
  const share = p99('batch') / p99('naive');
  const target = `p99 at ${buyersAtPeak} at most a third of naive's`;
  return { id: 'T5', target, measured: percent(share), met: share <= 1 / 3 };
}

function soldOutOf(soldOut: readonly SoldOut[]): Target {
  const seconds = median(soldOut.map((one) => one.seconds));
  return {
    id: 'T6',
    target: '20,000 places over 1,000 connections sold out within 5 s, exactly 20,000',
    measured: `${rounded(seconds)} s, ${soldOut.map(({ granted }) => granted).join(' and ')}`,
    met: seconds <= 5 && soldOut.every(({ granted }) => granted === targetPlaces),
  };
}

function expiryOf(expiry: readonly ExpiryStorm[]): Target {
  const freedIn = median(expiry.map((one) => one.seconds));
  const isAllFreed = expiry.every(({ freed }) => freed >= 10_000);
  const slower = median(expiry.map((one) => one.p99MeanwhileMs / one.p99BeforeMs));
  return {
    id: 'T7',
    target: '10,000 expired holds freed within 1 s, p99 of holds meanwhile at most doubled',
    measured: `${rounded(freedIn)} s, p99 ${times(slower)}`,
    met: freedIn <= 1 && isAllFreed && slower <= 2,
  };
}

function loginsOf(logins: readonly LoginRush[]): Target {
  const kept = median(logins.map((one) => one.holdsPerSecondMeanwhile / one.holdsPerSecondBefore));
  const done = Math.min(...logins.map((one) => one.logins));
  const failed = logins.reduce((sum, one) => sum + one.failed + one.withoutRetryAfter, 0);
  return {
    id: 'T8',
    target: '500 password logins in the rush: holds/s stay at 70 %, and all get in',
    measured:
      `${percent(kept)} (${done} logins, ${median(logins.map((one) => one.loginsInRush))} of them in the rush, ` +
      `the last after ${rounded(median(logins.map((one) => one.seconds)))} s)`,
    met: kept >= 0.7 && done >= 500 && failed === 0,
  };
}

function catalogueOf({ pagesPerSecond, p99IdleMs, p99InRushMs }: CatalogueSpeed): Target[] {
  const faster = median(pagesPerSecond.snapshot) / median(pagesPerSecond.query);
  const slower = median(p99InRushMs) / median(p99IdleMs);
  return [
    {
      id: 'T9',
      target: 'catalogue at least 4 times a query per request; p99 in a rush at most 3 times idle',
      measured: `${times(faster)}, p99 ${times(slower)}`,
      met: faster >= 4 && slower <= 3,
    },
  ];
}

function safetyOf({ audit, repeatedOtherwise, crashes }: Partial<Seen> & Left): Target {
  const { oversold, drift, acknowledgedLost, overLimit } = audit;
  return {
    id: 'T11',
    target: `after every run${crashes === undefined ? '' : ', two kills included'}: oversold, drift, acknowledged lost, over their limit: 0`,
    measured: `${oversold}, ${drift}, ${acknowledgedLost}, ${overLimit}; told otherwise when sent again: ${repeatedOtherwise}`,
    met: oversold + drift + acknowledgedLost + overLimit + repeatedOtherwise === 0,
  };
}

function times(ratio: number): string {
  return `${rounded(ratio)} times`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
