import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '../../server/test/sales.ts';
import { steadyLoad } from '../../server/test/rolling/steady-load.ts';
import { isWhole, openFaultyShop } from './lib/faulty-shop.ts';
import { postgresFaults } from './lib/postgres-faults.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C12: PostgreSQL is stopped as by pg_ctl -m immediate and started again, again and again, while people buy.

const stops = numberOption('stops', 20);
const seed = numberOption('seed', Date.now() % 1_000_000_000);
const readyWithinMs = 5_000;

const random = seededRandom(seed);
const shop = await openFaultyShop();
const postgres = await postgresFaults(shop.db, shop.databaseUrl);
const findings: Finding[] = [];
try {
  const pids = shop.rolling.pids();
  await shop.startBuyers();
  await shop.buyers.onePaid();
  const wellAgainMs: number[] = [];
  let calls = 0;
  let failedAfter = 0;
  const failures: string[] = [];
  for (let stopped = 0; stopped < stops; stopped += 1) {
    await wait(random() * 2_000);
    await postgres.stopAtOnce();
    await wait(random() * 3_000);
    await postgres.start();
    const backAtMs = performance.now();
    await shop.proxy.allReady();
    wellAgainMs.push(Math.round(performance.now() - backAtMs));
    // From now on no more than one call in a hundred may fail, though five seconds are allowed for it.
    const saw = await steadyLoad(shop.url, { session: shop.session, perSecond: 20, calls: 40 });
    calls += saw.calls;
    failures.push(...saw.failures);
    failedAfter += Object.entries(saw.statuses).reduce(
      (sum, [status, count]) => sum + (/^[1-4]/.test(status) ? 0 : count),
      0,
    );
  }
  const rest = await shop.comeToRest();
  const stillThere = pids.every((pid, at) => shop.rolling.pids()[at] === pid && isAlive(pid));
  findings.push(
    {
      name: 'acknowledged orders lost: none; nothing left open, every promise holds',
      passed: isWhole(rest),
      figures: { seed, stops, ...rest },
    },
    {
      name: 'less than 1 % of calls fail once processes are ready again',
      passed: calls > 0 && failedAfter / calls < 0.01,
      figures: { calls, failedAfter, failures, wellAgainMs, mostMs: Math.max(...wellAgainMs), readyWithinMs },
    },
    { name: 'no process of the shop ends', passed: stillThere, figures: { pids } },
  );
} finally {
  await shop.close();
  await postgres.close();
}
report('C12', findings);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
