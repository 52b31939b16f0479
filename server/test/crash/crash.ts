import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { readConfig } from '../../src/config.ts';
import { connect, type Db } from '../../src/platform/database/database.ts';
import { loadKeyRing } from '../../src/platform/keys/key-ring.ts';
import { createLogger } from '../../src/platform/log.ts';
import { readBooks } from '../../src/simulated-bank/export-books.ts';
import { layFoundation } from '../../src/start-server.ts';
import { bankFolder } from '../bank-folder.ts';
import { freePort, startBankProcess } from '../bank-process.ts';
import { type Processes, startProcesses } from '../processes.ts';
import { Factory } from '../factory.ts';
import { checkInvariants } from '../invariants.ts';
import { seededRandom } from '../sales.ts';

/** A server is killed so long after it has begun to answer, at most. */
const longestLifeMs = 400;
const buyersAtOnce = 6;
/** An account may have 30 places. */
const ordersPerAccount = 30;
const settleSeconds = 180;

export interface CrashPlan {
  databaseUrl: string;
  keysDir: string;
  seed: number;
  /** Kills of the server that the buyers talk to, in the middle of their calls. */
  serverKills: number;
  /** Kills of a second process beside it, that nobody calls and that works the jobs too. */
  workerKills: number;
}

export interface CrashResult {
  seed: number;
  serverKills: number;
  workerKills: number;
  ordered: number;
  acknowledgedPaid: number;
  /** Orders that the shop had acknowledged and does not have (as paid) afterwards. */
  lost: string[];
  charges: number;
  captured: number;
  stuckHolds: number;
  statuses: Record<string, number>;
  secondsToSettle: number;
  violations: string[];
}

/**
 * C07: buyers in one process, the bank in another, and a server that is killed with -9 again and again in the middle of their
 * purchases. Afterwards every charge in the bank's books must be one paid order or one refund.
 */
export async function crash(plan: CrashPlan): Promise<CrashResult> {
  const config = readConfig({ OG_DATA_DIR: plan.keysDir, DATABASE_URL: plan.databaseUrl, LOG_LEVEL: 'silent' });
  const database = await connect(plan.databaseUrl, { maxConnections: 4 });
  const keys = await loadKeyRing({ dataDir: plan.keysDir, files: {}, generate: false });
  const { platform } = layFoundation({ config, database, keys, log: createLogger('silent') });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = bankFolder(plan.keysDir, plan.databaseUrl);
  const webhookUrl = `${url}/api/v1/payments/webhooks/simulated-bank`;
  const bank = await startBankProcess({ dataDir: plan.keysDir, folder, webhookUrl });
  const environment = { SIMULATED_BANK_URL: bank.url, LOG_LEVEL: 'silent' };
  const start = (more: Record<string, string>) => startProcesses(plan, 1, { ...environment, ...more });
  const buyers = new Buyers();
  const random = seededRandom(plan.seed);
  let server: Processes | null = null;
  try {
    server = await start({ PORT: String(port), OG_TEST_ALONE: '1' });
    const given = await stage(new Factory(platform, url), plan.serverKills + plan.workerKills);
    buyers.start({ url, ...given, atOnce: buyersAtOnce });
    for (let killed = 0; killed < plan.serverKills; killed += 1) {
      await pause(random() * longestLifeMs);
      await server.kill();
      server = await start({ PORT: String(port), OG_TEST_ALONE: '1' });
    }
    for (let killed = 0; killed < plan.workerKills; killed += 1) {
      const worker = await start({ PORT: '0' });
      await pause(random() * longestLifeMs);
      await worker.kill();
    }
    await buyers.end();
    await server.kill();
    await endWaiting(database.db);
    server = await start({ PORT: String(port), OG_TEST_ALONE: '1' });
    const secondsToSettle = await settled(database.db);
    await server.stop();
    await bank.stop();
    return { ...plan, ...(await judge(database.db, buyers, folder)), secondsToSettle };
  } finally {
    await buyers.kill();
    await server?.kill();
    await bank.kill();
    await database.close();
  }
}

/** Sessions and accounts enough for as many orders as the kills leave time for. */
async function stage(make: Factory, kills: number) {
  const sessions: string[] = [];
  for (let made = 0; made < 5; made += 1) {
    const categories = [{ category: 'A', capacity: 100_000, pricePerPlaceCents: 5_000 }];
    sessions.push((await make.session({ categories, placesPerAccount: ordersPerAccount })).code);
  }
  const accounts: { email: string; password: string }[] = [];
  for (let made = 0; made < buyersAtOnce * 2 + kills; made += 1) {
    const { email, password } = await make.account();
    accounts.push({ email, password });
  }
  return { sessions, accounts };
}

class Buyers {
  readonly ordered = new Set<string>();
  readonly paid = new Set<string>();
  #child: ChildProcess | null = null;

  start(given: object): void {
    const child = spawn(process.execPath, [fileURLToPath(new URL('buyers.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { OG_TEST_BUYERS: JSON.stringify(given) },
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { acknowledged, code }: { acknowledged: string; code: string } = JSON.parse(line);
      if (acknowledged === 'ordered') this.ordered.add(code);
      if (acknowledged === 'paid') this.paid.add(code);
    });
  }

  end(): Promise<void> {
    return this.#stop('SIGTERM');
  }

  kill(): Promise<void> {
    return this.#stop('SIGKILL');
  }

  async #stop(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }
}

/** Ends the time of whatever is still waiting to be paid, long enough ago for the shop's own care. */
async function endWaiting(db: Db): Promise<void> {
  const past = sql`now() - interval '40 seconds'`;
  await sql`UPDATE orders.orders SET expires_at = ${past} WHERE status = 'pending'`.execute(db);
  await sql`UPDATE payments.payments AS p SET expires_at = ${past} FROM orders.orders AS o
    WHERE o.id = p.order_id AND o.status = 'pending'`.execute(db);
  await sql`UPDATE inventory.holds SET expires_at = ${past} WHERE state IN ('live', 'claimed')`.execute(db);
}

/** Seconds until the shop has ended by itself what was open. */
async function settled(db: Db): Promise<number> {
  const startedMs = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedMs) / 100) / 10;
  while (seconds() < settleSeconds) {
    const { rows } = await sql<{ open: number }>`SELECT (SELECT count(*) FROM orders.orders WHERE status = 'pending')
      + (SELECT count(*) FROM payments.refunds WHERE status = 'requested')
      + (SELECT count(*) FROM payments.payments WHERE succeeded_at IS NOT NULL AND settled_at IS NULL)
      + (SELECT count(*) FROM inventory.holds WHERE state IN ('live', 'claimed')) AS open`.execute(db);
    if (rows[0]?.open === 0) break;
    await pause(250);
  }
  return seconds();
}

async function judge(db: Db, buyers: Buyers, folder: string) {
  const books = readBooks(folder);
  const orders = await db.selectFrom('orders.orders').select(['code', 'status']).execute();
  const statusOf = new Map(orders.map(({ code, status }) => [code, status]));
  const lost = [
    ...[...buyers.ordered].filter((code) => !statusOf.has(code)),
    ...[...buyers.paid].filter((code) => statusOf.get(code) !== 'paid'),
  ];
  const held = await db.selectFrom('inventory.holds').select('id').where('state', 'in', ['live', 'claimed']).execute();
  return {
    ordered: buyers.ordered.size,
    acknowledgedPaid: buyers.paid.size,
    lost,
    charges: books.charges.length,
    captured: books.charges.filter((charge) => charge.capturedMs !== null).length,
    stuckHolds: held.length,
    statuses: Object.fromEntries(
      [...Map.groupBy(orders, ({ status }) => status)].map(([status, some]) => [status, some.length]),
    ),
    violations: await checkInvariants(db, { settled: true, books }),
  };
}

/** Is all of it as it must be? */
export function isWhole({ lost, stuckHolds, violations, captured }: CrashResult): boolean {
  return lost.length === 0 && stuckHolds === 0 && violations.length === 0 && captured > 0;
}
