import type { Processes } from '../../server/test/processes.ts';
import { addAudits, type Audit, audit, nothingWrong } from './audit.ts';
import type { BenchShop, Strategy } from './bench-shop.ts';
import { type Crowd, type CrowdOrder, type CrowdReport, perSecond } from './crowd.ts';
import { postgresSeconds, processorSeconds } from './processor-time.ts';
import { percentile } from './stats.ts';

/** What a rush came to. */
export interface Rush {
  /** Granted, and found in the database afterwards. */
  holdsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  statuses: Record<number, number>;
  /** Milliseconds of processor time for each hold: of the servers, of PostgreSQL, of the crowd. */
  serverMsPerHold: number;
  postgresMsPerHold: number;
  crowdMsPerHold: number;
  repeatedOtherwise: number;
}

/** Shop, crowd and what every rush so far left behind. */
export interface Bench {
  shop: BenchShop;
  crowd: Crowd;
  audits: Audit[];
  /** Calls that were sent again and were told something else than the first time. */
  repeatedOtherwise: number;
  say(text: string): void;
}

/** Sum of what every audit of the run found. */
export function auditsOf({ audits }: Bench): Audit {
  return addAudits(audits);
}

/** A session of so many places that a rush does not empty. */
export async function freshSession({ shop }: Bench, capacity = 10_000_000): Promise<{ id: number; code: string }> {
  // Names of their own, also when PostgreSQL was killed in between.
  sessionsMade += 1;
  const code = `BEN${String(sessionsMade).padStart(4, '0')}`;
  const categories = [{ category: 'A', capacity, pricePerPlaceCents: 5_000 }];
  factory ??= shop.factory();
  factory = factory.platform === shop.platform ? factory : Object.assign(factory, { platform: shop.platform });
  return factory.session({ code, categories });
}
let sessionsMade = 0;
let factory: ReturnType<BenchShop['factory']> | null = null;

/** Sends the crowd to some servers, measures, and looks afterwards whether everything that was promised is there. */
export async function rush(
  bench: Bench,
  servers: Pick<Processes, 'pids'>,
  order: CrowdOrder,
  sessionIds: readonly number[],
  strategy: Strategy = 'batch',
): Promise<Rush & { report: CrowdReport }> {
  const { shop, crowd } = bench;
  const before = { server: processorSeconds(servers.pids), postgres: postgresSeconds(shop.postmaster) };
  const report = await crowd.send(order);
  if (report.statuses[400] !== undefined) throw new Error('the benchmark asks for what nobody may ask for');
  const after = { server: processorSeconds(servers.pids), postgres: postgresSeconds(shop.postmaster) };
  const found = strategy === 'memory' ? nothingWrong : await audit(shop.db, sessionIds, report.granted);
  bench.audits.push(found);
  bench.repeatedOtherwise += strategy === 'batch' ? report.repeatedOtherwise : 0;
  const grants = Math.max(1, report.doneAtMs.length);
  return {
    holdsPerSecond: found.acknowledgedLost === 0 ? perSecond(report) : 0,
    p50Ms: percentile(report.tookMs, 0.5),
    p99Ms: percentile(report.tookMs, 0.99),
    statuses: report.statuses,
    serverMsPerHold: ((after.server - before.server) * 1_000) / grants,
    postgresMsPerHold: ((after.postgres - before.postgres) * 1_000) / grants,
    crowdMsPerHold: (report.processorSeconds * 1_000) / grants,
    repeatedOtherwise: report.repeatedOtherwise,
    report,
  };
}

const lateAfterMs = 7 * 60_000;

/** True when the run has taken so long that no further round may begin: a slow machine gets fewer, never none. */
export function isLate(): boolean {
  return performance.now() > lateAfterMs;
}
