import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { violationsOf } from '../../server/src/modules/invariants/index.ts';
import { startRedis } from '../../server/test/redis-process.ts';
import { seededRandom } from '../../server/test/sales.ts';
import { steadyLoad } from '../../server/test/rolling/steady-load.ts';
import { isWhole, openFaultyShop } from './lib/faulty-shop.ts';
import { postgresFaults } from './lib/postgres-faults.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// C19: a day on which one thing after another goes wrong, drawn from a seed, while people buy. Before each the hypothesis is
// written down; after each the promises are asked. The history goes to --history, a JSON line each.

const minutes = numberOption('minutes', 30);
const seed = numberOption('seed', Date.now() % 1_000_000_000);
const historyAt = process.argv.indexOf('--history');
const historyFile = historyAt < 0 ? null : (process.argv[historyAt + 1] ?? null);

const random = seededRandom(seed);
const redis = await startRedis();
const shop = await openFaultyShop({ processes: 3, environment: { REDIS_URL: redis.url } });
const postgres = await postgresFaults(shop.db, shop.databaseUrl);

interface Nemesis {
  name: string;
  hypothesis: string;
  happen(): Promise<void>;
}

const nemeses: Nemesis[] = [
  {
    name: 'PostgreSQL stops at once',
    hypothesis: 'calls fail until it is back; no acknowledged order is lost; processes stay',
    happen: async () => {
      await postgres.stopAtOnce();
      await wait(random() * 2_000);
      await postgres.start();
    },
  },
  {
    name: 'connections are killed',
    hypothesis: 'single calls fail, the pool replaces them within seconds',
    happen: async () => {
      for (let killed = 0; killed < 10; killed += 1) {
        await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
          AND application_name = 'og-tickets' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1`
          .execute(shop.db)
          .catch(() => undefined);
        await wait(200);
      }
    },
  },
  {
    name: 'Redis is killed',
    hypothesis: 'nobody notices',
    happen: async () => {
      await redis.kill();
      await wait(2_000);
      await redis.start();
    },
  },
  {
    name: 'Redis is frozen',
    hypothesis: 'calls with a limit take 150 ms longer at most',
    happen: async () => {
      redis.freeze();
      await wait(3_000);
      redis.thaw();
    },
  },
  { name: 'Redis is emptied', hypothesis: 'nobody notices', happen: () => redis.flush() },
  {
    name: 'a process is restarted',
    hypothesis: 'no call is lost behind the proxy',
    happen: async () => {
      await shop.rolling.restart(Math.floor(random() * 3));
    },
  },
  {
    name: 'a process stands still for two seconds',
    hypothesis: 'its calls wait, others are served by the others',
    happen: async () => {
      const pids = shop.rolling.pids();
      const pid = pids[Math.floor(random() * pids.length)];
      if (pid === undefined) return;
      process.kill(pid, 'SIGSTOP');
      await wait(2_000);
      process.kill(pid, 'SIGCONT');
    },
  },
];

function note(line: object): void {
  const text = `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`;
  process.stderr.write(text);
  if (historyFile !== null) appendFileSync(historyFile, text);
}

const findings: Finding[] = [];
try {
  note({ seed, minutes });
  await shop.startBuyers();
  await shop.buyers.onePaid();
  const endAtMs = performance.now() + minutes * 60_000;
  const happened: Record<string, number> = {};
  const broken: string[] = [];
  let isOver = false;
  const load = steadyLoad(shop.url, { session: shop.session, perSecond: 8, calls: 0, isEnough: () => isOver });
  while (performance.now() < endAtMs) {
    const nemesis = nemeses[Math.floor(random() * nemeses.length)];
    if (nemesis === undefined) continue;
    note({ nemesis: nemesis.name, hypothesis: nemesis.hypothesis });
    await nemesis.happen();
    happened[nemesis.name] = (happened[nemesis.name] ?? 0) + 1;
    await shop.proxy.allReady();
    const found = await violationsOf(shop.db, 3);
    broken.push(...found.map(({ invariant, violation }) => `${nemesis.name}: ${invariant}: ${violation}`));
    note({ paid: shop.buyers.paid.size, violations: found });
    await wait(1_000 + random() * 4_000);
  }
  isOver = true;
  const saw = await load;
  const rest = await shop.comeToRest();
  findings.push(
    {
      name: 'no promise was broken at any time',
      passed: broken.length === 0,
      figures: { seed, minutes, happened, broken: broken.slice(0, 5) },
    },
    {
      name: 'nothing lost or left open at the end',
      passed: isWhole(rest),
      figures: { ...rest, statuses: saw.statuses, mostMs: saw.mostMs },
    },
  );
} finally {
  await shop.close();
  await postgres.close();
  await redis.close();
}
report('C19', findings);
