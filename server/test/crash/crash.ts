import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { readConfig } from '../../src/config.ts';
import { connect, type Db } from '../../src/platform/database/database.ts';
import { loadKeyRing } from '../../src/platform/keys/key-ring.ts';
import { createLogger } from '../../src/platform/log.ts';
import { readBooks } from '../../src/simulated-bank/export-books.ts';
import { layFoundation } from '../../src/start-server.ts';
import { bankFolder } from '../bank-folder.ts';
import { freePort, startBankProcess } from '../bank-process.ts';
import { Factory } from '../factory.ts';
import { checkInvariants } from '../invariants.ts';
import { type Processes, startProcesses } from '../processes.ts';
import { seededRandom } from '../sales.ts';
import { Buyers, type Step } from './buyers-process.ts';

/** A process is killed so long after it has begun to work, at most. */
const longestLifeMs = 400;
const buyersAtOnce = 6;
/** An account may have 30 places. */
const ordersPerAccount = 30;
/** More than a buyer can order in one life of a server. */
const ordersPerKill = 150;
/** After a restart everything is decided within this time. */
const restSeconds = 30;

export interface CrashPlan {
  databaseUrl: string;
  keysDir: string;
  seed: number;
  /** Kills of the one process that serves the buyers and works the jobs. */
  serverKills: number;
  /** Kills of the process that works the jobs, while another one serves the buyers. */
  workerKills: number;
  /** After so many kills all is let come to rest, and compared. */
  killsARound: number;
  /** Called after each round. */
  onRound?: (round: RoundResult) => void;
}

/** What was found after one round of kills, of all that was bought until then. */
export interface RoundResult {
  killed: 'server' | 'worker';
  kills: number;
  secondsToRest: number;
  /** Orders that the shop had acknowledged and does not have (as paid). */
  lost: string[];
  /** Orders, payments, refunds and holds that were not decided in time. */
  undecided: number;
  violations: string[];
}

export interface CrashResult {
  seed: number;
  rounds: RoundResult[];
  serverKills: number;
  workerKills: number;
  ordered: number;
  acknowledgedPaid: number;
  charges: number;
  captured: number;
  statuses: Record<string, number>;
  refunds: number;
  /** Calls of buyers that a kill cut off, by what they were about. */
  callsCutOff: Partial<Record<Step, number>>;
  /** Jobs that were being worked when their process was killed. */
  jobsCutOff: number;
}

/** What a round needs, the same for all. */
interface Stage {
  plan: CrashPlan;
  db: Db;
  bankDir: string;
  buyers: Buyers;
  url: string;
  random: () => number;
  make: Factory;
  sessions: string[];
  start: (more: Record<string, string>) => Promise<Processes>;
}

/**
 * C07: buyers in one process, the bank in another, and a process of the shop that is killed with -9 again and again in the
 * middle of their purchases. After each round of kills every charge in the bank's books must be one paid order or one refund.
 */
export async function crash(plan: CrashPlan): Promise<CrashResult> {
  const config = readConfig({ OG_DATA_DIR: plan.keysDir, DATABASE_URL: plan.databaseUrl, LOG_LEVEL: 'silent' });
  const database = await connect(plan.databaseUrl, { maxConnections: 4 });
  const keys = await loadKeyRing({ dataDir: plan.keysDir, files: {}, generate: false });
  const { platform } = layFoundation({ config, database, keys, log: createLogger('silent') });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const bankDir = bankFolder(plan.keysDir, plan.databaseUrl);
  const webhookUrl = `${url}/api/v1/payments/webhooks/simulated-bank`;
  const bank = await startBankProcess({ dataDir: plan.keysDir, folder: bankDir, webhookUrl });
  const same = { PORT: String(port), OG_DEMO: '1', PUBLIC_URL: url, SIMULATED_BANK_URL: bank.url, LOG_LEVEL: 'silent' };
  const start = (more: Record<string, string>) => startProcesses(plan, 1, { ...same, ...more });
  const buyers = new Buyers();
  try {
    const make = new Factory(platform, url);
    const sessions = await makeSessions(make);
    const random = seededRandom(plan.seed);
    const stage = { plan, db: database.db, bankDir, buyers, url, random, make, sessions, start };
    const rounds: RoundResult[] = [];
    let jobsCutOff = 0;
    for (const round of roundsOf(plan)) {
      const { cutOff, ...found } = await goRound(stage, round);
      jobsCutOff += cutOff;
      rounds.push(found);
      plan.onRound?.(found);
    }
    await bank.stop();
    const { seed, serverKills, workerKills } = plan;
    return { seed, serverKills, workerKills, rounds, jobsCutOff, ...(await count(stage)) };
  } finally {
    await buyers.kill();
    await bank.kill();
    await database.close();
  }
}

type Round = Pick<RoundResult, 'killed' | 'kills'>;

function roundsOf({ serverKills, workerKills, killsARound }: CrashPlan): Round[] {
  const split = (killed: Round['killed'], all: number): Round[] =>
    Array.from({ length: Math.ceil(all / killsARound) }, (_, round) => ({
      killed,
      kills: Math.min(killsARound, all - round * killsARound),
    }));
  return [...split('server', serverKills), ...split('worker', workerKills)];
}

async function goRound(stage: Stage, round: Round): Promise<RoundResult & { cutOff: number }> {
  const { db, buyers, start, url, sessions } = stage;
  const accounts = await makeAccounts(stage.make, round.kills);
  let shop = await start({ OG_ROLE: round.killed === 'server' ? 'all' : 'web' });
  let cutOff = 0;
  try {
    buyers.start({ url, sessions, accounts, atOnce: buyersAtOnce });
    for (let killed = 0; killed < round.kills; killed += 1) {
      const victim = round.killed === 'server' ? shop : await start({ PORT: '0', OG_ROLE: 'worker' });
      await pause(stage.random() * longestLifeMs);
      await victim.kill();
      cutOff += await jobsAtWork(db);
      if (victim === shop) shop = await start({});
    }
    await buyers.onePaid();
    await buyers.end();
    await shop.kill();
    await endWaiting(db);
    shop = await start({});
    const rest = await comeToRest(db);
    await shop.stop();
    return { ...round, ...rest, ...(await judge(stage)), cutOff };
  } finally {
    await shop.kill();
  }
}

async function makeSessions(make: Factory): Promise<string[]> {
  const sessions: string[] = [];
  for (let made = 0; made < 5; made += 1) {
    const categories = [{ category: 'A', capacity: 100_000, pricePerPlaceCents: 5_000 }];
    sessions.push((await make.session({ categories, placesPerAccount: ordersPerAccount })).code);
  }
  return sessions;
}

/** Accounts enough for as many orders as the kills leave time for. */
async function makeAccounts(make: Factory, kills: number): Promise<{ email: string; password: string }[]> {
  const accounts: { email: string; password: string }[] = [];
  while (accounts.length < buyersAtOnce + (kills * ordersPerKill) / ordersPerAccount) {
    const { email, password } = await make.account();
    accounts.push({ email, password });
  }
  return accounts;
}

/** Jobs that a worker has taken. Nobody has given those of a dead one back in the first seconds. */
async function jobsAtWork(db: Db): Promise<number> {
  const { rows } = await sql<{ jobs: number }>`SELECT count(*) AS jobs FROM graphile_worker.jobs
    WHERE locked_at > now() - interval '1 second'`.execute(db);
  return rows[0]?.jobs ?? 0;
}

/** Ends the time of whatever is still waiting to be paid, long enough ago for the shop's own care. */
async function endWaiting(db: Db): Promise<void> {
  const past = sql`now() - interval '40 seconds'`;
  await sql`UPDATE orders.orders SET expires_at = ${past} WHERE status = 'pending'`.execute(db);
  await sql`UPDATE payments.payments AS p SET expires_at = ${past} FROM orders.orders AS o
    WHERE o.id = p.order_id AND o.status = 'pending'`.execute(db);
  await sql`UPDATE inventory.holds SET expires_at = ${past} WHERE state IN ('live', 'claimed')`.execute(db);
}

/** Waits until the shop has ended by itself what was open, but not for longer than it may take. */
async function comeToRest(db: Db): Promise<Pick<RoundResult, 'secondsToRest' | 'undecided'>> {
  const startedMs = performance.now();
  for (;;) {
    const { rows } = await sql<{ open: number }>`SELECT (SELECT count(*) FROM orders.orders WHERE status = 'pending')
      + (SELECT count(*) FROM payments.refunds WHERE status = 'requested')
      + (SELECT count(*) FROM payments.payments WHERE succeeded_at IS NOT NULL AND settled_at IS NULL)
      + (SELECT count(*) FROM inventory.holds WHERE state IN ('live', 'claimed')) AS open`.execute(db);
    const undecided = rows[0]?.open ?? -1;
    const secondsToRest = Math.round((performance.now() - startedMs) / 100) / 10;
    if (undecided === 0 || secondsToRest >= restSeconds) return { undecided, secondsToRest };
    await pause(250);
  }
}

async function judge({ db, buyers, bankDir }: Stage): Promise<Pick<RoundResult, 'lost' | 'violations'>> {
  const orders = await db.selectFrom('orders.orders').select(['code', 'status']).execute();
  const statusOf = new Map(orders.map(({ code, status }) => [code, status]));
  const lost = [
    ...[...buyers.ordered].filter((code) => !statusOf.has(code)),
    ...[...buyers.paid].filter((code) => statusOf.get(code) !== 'paid'),
  ];
  return { lost, violations: await checkInvariants(db, { settled: true, books: readBooks(bankDir) }) };
}

async function count({ db, buyers, bankDir }: Stage) {
  const books = readBooks(bankDir);
  const orders = await db.selectFrom('orders.orders').select('status').execute();
  const byStatus = Map.groupBy(orders, ({ status }) => status);
  return {
    ordered: buyers.ordered.size,
    acknowledgedPaid: buyers.paid.size,
    charges: books.charges.length,
    captured: books.charges.filter((charge) => charge.capturedMs !== null).length,
    refunds: books.charges.filter((charge) => charge.refundedCents > 0).length,
    statuses: Object.fromEntries([...byStatus].map(([status, some]) => [status, some.length])),
    callsCutOff: buyers.cutOff,
  };
}

/** Is all of it as it must be? */
export function isWhole({ rounds, captured }: CrashResult): boolean {
  const isClean = ({ lost, undecided, violations }: RoundResult): boolean =>
    lost.length === 0 && undecided === 0 && violations.length === 0;
  return rounds.every(isClean) && captured > 0;
}
