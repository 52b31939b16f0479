import type { Audit } from '../lib/audit.ts';
import { median, rounded } from '../lib/stats.ts';
import type { CatalogueSpeed } from './catalogue.ts';
import { buyersAtPeak, type Compared, medianOf } from './compare.ts';
import type { ExpiryStorm, LoginRush, SoldOut } from './storms.ts';

/** What a run saw, as far as targets are about it. */
export interface Seen {
  closed: readonly Compared[];
  slowDisk: readonly Compared[];
  soldOut: readonly SoldOut[];
  expiry: readonly ExpiryStorm[];
  logins: readonly LoginRush[];
  catalogue: CatalogueSpeed;
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
export function targetsOf(seen: Seen): Target[] {
  return [...ratesOf(seen), ...stormsOf(seen), ...catalogueOf(seen.catalogue), safetyOf(seen)];
}

function ratesOf({ closed, slowDisk }: Seen): Target[] {
  const rate = (from: readonly Compared[], strategy: Compared['strategy']): number =>
    medianOf(from, strategy, buyersAtPeak, (rush) => rush.holdsPerSecond);
  const p99 = (strategy: Compared['strategy']): number =>
    medianOf(closed, strategy, buyersAtPeak, (rush) => rush.p99Ms);
  const batch = rate(closed, 'batch');
  const toNaive = batch / rate(closed, 'naive');
  const toSingle = batch / rate(closed, 'single');
  const toMemory = batch / rate(closed, 'memory');
  const slow = rate(slowDisk, 'batch') / rate(slowDisk, 'naive');
  const p99Share = p99('batch') / p99('naive');
  return [
    {
      id: 'T1',
      target: `holds/s at ${buyersAtPeak} buyers at least 12 times naive`,
      measured: times(toNaive),
      met: toNaive >= 12,
    },
    { id: 'T2', target: 'at least 4 times single', measured: times(toSingle), met: toSingle >= 4 },
    {
      id: 'T3',
      target: 'at least 70 % of the route without database',
      measured: percent(toMemory),
      met: toMemory >= 0.7,
    },
    { id: 'T4', target: 'with 1 ms more for a commit at least 30 times naive', measured: times(slow), met: slow >= 30 },
    {
      id: 'T5',
      target: `p99 at ${buyersAtPeak} at most a third of naive's`,
      measured: percent(p99Share),
      met: p99Share <= 1 / 3,
    },
  ];
}

function stormsOf({ soldOut, expiry, logins }: Seen): Target[] {
  const seconds = median(soldOut.map((one) => one.seconds));
  const isExact = soldOut.every(({ granted }) => granted === targetPlaces);
  const freedIn = median(expiry.map((one) => one.seconds));
  const isAllFreed = expiry.every(({ freed }) => freed >= 10_000);
  const slower = median(expiry.map((one) => one.p99MeanwhileMs / one.p99BeforeMs));
  const kept = median(logins.map((one) => one.holdsPerSecondMeanwhile / one.holdsPerSecondBefore));
  const loginsDone = Math.min(...logins.map((one) => one.logins));
  const loginsFailed = logins.reduce((sum, one) => sum + one.failed + one.withoutRetryAfter, 0);
  return [
    {
      id: 'T6',
      target: '20,000 places over 1,000 connections sold out within 5 s, exactly 20,000',
      measured: `${rounded(seconds)} s, ${soldOut.map(({ granted }) => granted).join(' and ')}`,
      met: seconds <= 5 && isExact,
    },
    {
      id: 'T7',
      target: '10,000 expired holds freed within 1 s, p99 of holds meanwhile at most doubled',
      measured: `${rounded(freedIn)} s, p99 ${times(slower)}`,
      met: freedIn <= 1 && isAllFreed && slower <= 2,
    },
    {
      id: 'T8',
      target: '500 password logins in the rush: holds/s stay at 70 %, and all get in',
      measured:
        `${percent(kept)} (${loginsDone} logins, ${median(logins.map((one) => one.loginsInRush))} of them in the rush, ` +
        `the last after ${rounded(median(logins.map((one) => one.seconds)))} s)`,
      met: kept >= 0.7 && loginsDone >= 500 && loginsFailed === 0,
    },
  ];
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

function safetyOf({ audit, repeatedOtherwise }: Seen): Target {
  const { oversold, drift, acknowledgedLost, overLimit } = audit;
  return {
    id: 'T11',
    target: 'after every run, two kills included: oversold, drift, acknowledged lost, over their limit: 0',
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
