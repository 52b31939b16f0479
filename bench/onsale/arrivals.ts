import type { Processes } from '../../server/test/processes.ts';
import { makeAccounts } from '../lib/accounts.ts';
import type { Strategy } from '../lib/bench-shop.ts';
import { type Bench, freshSession, type Rush, rush } from '../lib/measure.ts';

/** The doors open: buyers come whether or not earlier ones were answered. */
export interface Opening extends Omit<Rush, 'report'> {
  strategy: Strategy;
  processes: number;
  arrivals: number;
  /** From the first call to the last reply. */
  seconds: number;
  repeated: number;
}

const accounts = 200;
const connections = 1_000;

/** 60 % within two seconds, the rest in a Poisson tail; latency counts from the moment each meant to call. */
export async function openDoors(
  bench: Bench,
  servers: Processes,
  strategy: Strategy,
  wanted: { arrivals: number; tailSeconds: number },
): Promise<Opening> {
  const { tokens } = await makeAccounts(bench.shop, accounts);
  const session = await freshSession(bench);
  const order = { kind: 'open', urls: servers.urls, sessions: [session.code], connections, tokens, ...wanted } as const;
  const { report, ...seen } = await rush(bench, servers, order, [session.id], strategy);
  const seconds = (report.endedAtMs - report.beganAtMs) / 1_000;
  bench.say(
    `doors open, ${strategy}: p50 ${Math.round(seen.p50Ms)} ms, p99 ${Math.round(seen.p99Ms)} ms, over in ${seconds.toFixed(1)} s`,
  );
  return {
    ...seen,
    strategy,
    processes: servers.urls.length,
    arrivals: wanted.arrivals,
    seconds,
    repeated: report.repeated,
  };
}
