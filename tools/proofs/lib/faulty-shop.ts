import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { readConfig } from '../../../server/src/config.ts';
import { connect, type Db } from '../../../server/src/platform/database/database.ts';
import { loadKeyRing } from '../../../server/src/platform/keys/key-ring.ts';
import { createLogger } from '../../../server/src/platform/log.ts';
import { readBooks } from '../../../server/src/simulated-bank/export-books.ts';
import { layFoundation } from '../../../server/src/start-server.ts';
import { bankFolder } from '../../../server/test/bank-folder.ts';
import { type BankProcess, freePort, startBankProcess } from '../../../server/test/bank-process.ts';
import { Buyers } from '../../../server/test/crash/buyers-process.ts';
import { Factory } from '../../../server/test/factory.ts';
import { checkInvariants } from '../../../server/test/invariants.ts';
import { type RoundRobin, startRoundRobin } from '../../../server/test/rolling/round-robin.ts';
import { type Rolling, startRolling } from '../../../server/test/rolling/rolling.ts';
import { openProofDatabase } from './proof-database.ts';

// A shop of several processes with a bank and buyers of their own, to which something is about to happen.

/** As fast as they can, for some minutes with faults. */
const usualBuyers = { atOnce: 4, accounts: 120 };
const placesPerAccount = 30;
/** What is over by time is swept once a minute. */
const restSeconds = 90;

/** What was found when all had come to rest. */
export interface Rest {
  secondsToRest: number;
  /** Orders, payments, refunds and holds that were not decided in time. */
  undecided: number;
  /** Orders that the shop had acknowledged and does not have (as paid). */
  lost: string[];
  violations: string[];
  ordered: number;
  paid: number;
}

export interface FaultyShop {
  /** Of the proxy in front. */
  url: string;
  databaseUrl: string;
  keysDir: string;
  db: Db;
  make: Factory;
  session: string;
  rolling: Rolling;
  proxy: RoundRobin;
  buyers: Buyers;
  /** Lets buyers loose; they insist until they are ended. */
  startBuyers(): Promise<void>;
  /** Ends the buyers, lets time pass for what is open, and looks at everything. */
  comeToRest(): Promise<Rest>;
  close(): Promise<void>;
}

interface FaultyShopOptions {
  processes?: number;
  environment?: Record<string, string>;
  through?: (url: string) => Promise<string>;
  postgresDir?: string;
  buyers?: { atOnce: number; accounts: number };
}

/**
 * Opens one. Its processes may reach the database `through` something that breaks it; `postgresDir` is where that is. Each of the
 * accounts of its `buyers` may buy thirty places: there must be enough of them for as long as it lasts.
 */
export async function openFaultyShop(options: FaultyShopOptions = {}): Promise<FaultyShop> {
  const { processes = 2, environment = {}, through = async (url: string) => url, postgresDir } = options;
  const database = await openProofDatabase(postgresDir);
  const { url: databaseUrl, keysDir } = database;
  const config = readConfig({ OG_DATA_DIR: keysDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' });
  const own = await connect(databaseUrl, { maxConnections: 4 });
  const keys = await loadKeyRing({ dataDir: keysDir, files: {}, generate: false });
  const { platform } = layFoundation({ config, database: own, keys, log: createLogger('silent') });
  const bankDir = bankFolder(keysDir, databaseUrl);
  const webhookPort = await freePort();
  const bank: BankProcess = await startBankProcess({
    dataDir: keysDir,
    folder: bankDir,
    webhookUrl: `http://127.0.0.1:${webhookPort}/api/v1/payments/webhooks/simulated-bank`,
  });
  const shared = {
    OG_ROLE: 'all',
    PUBLIC_URL: `http://127.0.0.1:${webhookPort}`,
    OG_DEMO: '1',
    SIMULATED_BANK_URL: bank.url,
    LOG_LEVEL: 'silent',
    ...environment,
  };
  const rolling = await startRolling({ keysDir, databaseUrl: await through(databaseUrl) }, processes, shared);
  const proxy = await startRoundRobin(rolling.urls, webhookPort);
  const make = new Factory(platform, proxy.url);
  const categories = [{ category: 'A', capacity: 1_000_000, pricePerPlaceCents: 5_000 }];
  const { code: session } = await make.session({ categories, placesPerAccount });
  const buyers = new Buyers();
  const { atOnce, accounts } = options.buyers ?? usualBuyers;
  return {
    url: proxy.url,
    databaseUrl,
    keysDir,
    db: own.db,
    make,
    session,
    rolling,
    proxy,
    buyers,
    startBuyers: async () =>
      buyers.start({ url: proxy.url, sessions: [session], accounts: await peopleOf(make, accounts), atOnce }),
    comeToRest: () => comeToRest(own.db, buyers, bankDir),
    close: async () => {
      await buyers.kill();
      await proxy.close();
      await rolling.stop();
      await bank.kill();
      await own.close().catch(() => undefined);
      await database.close();
    },
  };
}

async function peopleOf(make: Factory, count: number): Promise<{ email: string; password: string }[]> {
  const people: { email: string; password: string }[] = [];
  while (people.length < count) {
    const { email, password } = await make.account();
    people.push({ email, password });
  }
  return people;
}

async function comeToRest(db: Db, buyers: Buyers, bankDir: string): Promise<Rest> {
  await buyers.end();
  const past = sql`now() - interval '40 seconds'`;
  await sql`UPDATE orders.orders SET expires_at = ${past} WHERE status = 'pending'`.execute(db);
  await sql`UPDATE payments.payments AS p SET expires_at = ${past} FROM orders.orders AS o
    WHERE o.id = p.order_id AND o.status = 'pending'`.execute(db);
  await sql`UPDATE inventory.holds SET expires_at = ${past} WHERE state IN ('live', 'claimed')`.execute(db);
  await sql`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND attempts < max_attempts`.execute(
    db,
  );
  const startedMs = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedMs) / 100) / 10;
  let undecided = await undecidedIn(db);
  while (undecided > 0 && seconds() < restSeconds) {
    await wait(250);
    undecided = await undecidedIn(db);
  }
  const orders = await db.selectFrom('orders.orders').select(['code', 'status']).execute();
  const statusOf = new Map(orders.map(({ code, status }) => [code, status]));
  const lost = [
    ...Array.from(buyers.ordered).filter((code) => !statusOf.has(code)),
    ...Array.from(buyers.paid).filter((code) => statusOf.get(code) !== 'paid'),
  ];
  const violations = await checkInvariants(db, { settled: true, books: readBooks(bankDir) });
  const counts = { ordered: buyers.ordered.size, paid: buyers.paid.size };
  return { secondsToRest: seconds(), undecided, lost, violations, ...counts };
}

async function undecidedIn(db: Db): Promise<number> {
  const { rows } = await sql<{ open: number }>`SELECT (SELECT count(*) FROM orders.orders WHERE status = 'pending')
    + (SELECT count(*) FROM payments.refunds WHERE status = 'requested')
    + (SELECT count(*) FROM payments.payments WHERE succeeded_at IS NOT NULL AND settled_at IS NULL)
    + (SELECT count(*) FROM inventory.holds WHERE state IN ('live', 'claimed')) AS open`.execute(db);
  return rows[0]?.open ?? -1;
}

/** True when nothing was lost, nothing is open and every promise holds, and something was bought at all. */
export function isWhole({ undecided, lost, violations, paid }: Rest): boolean {
  return undecided === 0 && lost.length === 0 && violations.length === 0 && paid > 0;
}
