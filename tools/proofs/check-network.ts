import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { seededRandom } from '../../server/test/sales.ts';
import { steadyLoad } from '../../server/test/rolling/steady-load.ts';
import { isWhole, openFaultyShop } from './lib/faulty-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';
import { startTcpFaults, type TcpFaults, type Weather } from '../../server/test/tcp-faults.ts';

// C13: connections between shop and database are killed one after the other, then the network between them is slow, resets
// connections, swallows everything, or closes one side. Time-outs end what hangs, and the pool is well again within 10 s.

const killSeconds = numberOption('kill-seconds', 60);
const weatherSeconds = numberOption('weather-seconds', 30);
const seed = numberOption('seed', Date.now() % 1_000_000_000);
const killEveryMs = 200;
const wellWithinMs = 10_000;
/** A free connection may take 10 s and an answer of the database 22 s; a call that has no answer after this hangs. */
const hungAfterMs = 33_000;
/** Longer, so that a call that hangs is seen to. */
const patienceMs = 45_000;

const random = seededRandom(seed);
const networks: TcpFaults[] = [];
const faultsOf = async (url: string): Promise<string> => {
  const parsed = new URL(url);
  const network = await startTcpFaults(Number(parsed.port), random);
  networks.push(network);
  parsed.port = String(network.port);
  return parsed.href;
};
const shop = await openFaultyShop({ through: faultsOf });
const findings: Finding[] = [];

/** Milliseconds until the first of ten calls in a row that are good. */
async function wellAgain(): Promise<number> {
  const beganMs = performance.now();
  let wellMs = 0;
  for (let good = 0; good < 10; ) {
    if (good === 0) wellMs = performance.now() - beganMs;
    const ok = await fetch(`${shop.url}/api/v1/offers`, { signal: AbortSignal.timeout(2_000) })
      .then(({ status }) => status === 200)
      .catch(() => false);
    const ready = await fetch(`${shop.rolling.urls[0]}/readyz`, { signal: AbortSignal.timeout(2_000) })
      .then(({ status }) => status === 200)
      .catch(() => false);
    good = ok && ready ? good + 1 : 0;
    if (performance.now() - beganMs > 60_000) return Number.POSITIVE_INFINITY;
    await wait(20);
  }
  return Math.round(wellMs);
}

async function connections(): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'og-tickets'`.execute(shop.db);
  return rows[0]?.count ?? -1;
}

try {
  await shop.startBuyers();
  await shop.buyers.onePaid();
  const endAtMs = performance.now() + killSeconds * 1_000;
  let killed = 0;
  const load = steadyLoad(shop.url, { session: shop.session, perSecond: 10, calls: killSeconds * 10, patienceMs });
  while (performance.now() < endAtMs) {
    const { rows } = await sql<{ ok: boolean }>`SELECT pg_terminate_backend(pid) AS ok FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'og-tickets' AND pid <> pg_backend_pid()
      ORDER BY random() LIMIT 1`
      .execute(shop.db)
      .catch(() => ({ rows: [] }));
    killed += rows.length;
    await wait(killEveryMs);
  }
  const saw = await load;
  const afterKillsMs = await wellAgain();
  findings.push({
    name: 'connections killed every 200 ms: calls are answered, the pool is well within 10 s',
    passed: afterKillsMs <= wellWithinMs && saw.mostMs < hungAfterMs,
    figures: { killed, afterKillsMs, ...saw },
  });
  for (const weather of ['slow', 'resets', 'black hole', 'half closed'] as const satisfies readonly Weather[]) {
    const before = await connections();
    for (const network of networks) network.weather = weather;
    const during = await steadyLoad(shop.url, {
      session: shop.session,
      perSecond: 5,
      calls: weatherSeconds * 5,
      patienceMs,
    });
    for (const network of networks) network.weather = 'clear';
    const wellMs = await wellAgain();
    findings.push({
      name: `network ${weather}: no call hangs, well again within 10 s`,
      passed: wellMs <= wellWithinMs && during.mostMs < hungAfterMs,
      figures: { wellMs, connectionsBefore: before, connectionsAfter: await connections(), ...during },
    });
  }
  const rest = await shop.comeToRest();
  findings.push({
    name: 'nothing lost or left open, every promise holds',
    passed: isWhole(rest),
    figures: { seed, ...rest },
  });
} finally {
  await shop.close();
  for (const network of networks) await network.close();
}
report('C13', findings);
