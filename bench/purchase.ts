import { loadavg } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { checkInvariants } from '../server/test/invariants.ts';
import { freePort, startBankProcess } from '../server/test/bank-process.ts';
import { makeAccounts } from './lib/accounts.ts';
import { BenchShop } from './lib/bench-shop.ts';
import { Crowd } from './lib/crowd.ts';
import { describeMachine, machineLine } from './lib/machine.ts';
import { type Bench, freshSession } from './lib/measure.ts';
import { postgresSeconds, processorSeconds } from './lib/processor-time.ts';
import { median, percentile, rounded } from './lib/stats.ts';
import { isQuick, table, writeReport } from './lib/write-report.ts';
import { type PurchaseReport, purchaseAll, type Step } from './purchase/buyers.ts';

// Whole purchases a second: hold, order, simulated payment, tickets issued; what each step takes and who works for it.

const quick = isQuick();
const rounds = quick ? 1 : 3;
const seconds = quick ? 4 : 10;
const buyers = 64;
const accountsPerRound = quick ? 128 : 512;
const statementsShown = 15;

interface Round extends PurchaseReport {
  perSecond: number;
  /** Milliseconds of processor time for each purchase. */
  cpuMs: { server: number; postgres: number; bank: number };
}

interface Statement {
  query: string;
  callsEach: number;
  msEach: number;
}

/** Says what PostgreSQL spends its time on: a library that it must be started with. */
async function countStatements(shop: BenchShop): Promise<void> {
  await shop.pool.query("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
  await shop.pool.query('ALTER SYSTEM SET pg_stat_statements.track_planning = on').catch(() => undefined);
  await shop.restartPostgres();
  await shop.pool.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
}

async function statementsOf({ db }: BenchShop, purchases: number): Promise<Statement[]> {
  const { rows } = await sql<Statement>`
    SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 90) AS query,
      round((calls::numeric / ${purchases}::int), 2)::float AS "callsEach",
      round(((total_exec_time + total_plan_time) / ${purchases}::int)::numeric, 3)::float AS "msEach"
    FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY total_exec_time + total_plan_time DESC LIMIT ${statementsShown}`.execute(db);
  return rows;
}

async function startShop(shop: BenchShop) {
  const port = await freePort();
  const folder = join(shop.dataDir, 'bank-of-its-own');
  const webhookUrl = `http://127.0.0.1:${port}/api/v1/payments/webhooks/simulated-bank`;
  const bank = await startBankProcess({ dataDir: shop.dataDir, folder, webhookUrl });
  const servers = await shop.serve('batch', 1, { PORT: String(port), SIMULATED_BANK_URL: bank.url });
  return { bank, servers };
}

type Shop = Awaited<ReturnType<typeof startShop>>;

async function buyFor(bench: Bench, { bank, servers }: Shop, forSeconds: number): Promise<Round> {
  const { shop } = bench;
  const { tokens } = await makeAccounts(shop, accountsPerRound);
  const session = await freshSession(bench);
  await sql`UPDATE catalog.sessions SET places_per_account = 30 WHERE id = ${session.id}`.execute(shop.db);
  const cpu = () => [processorSeconds(servers.pids), postgresSeconds(shop.postmaster), processorSeconds([bank.pid])];
  const before = cpu();
  const url = servers.urls[0] ?? '';
  const report = await purchaseAll({ url, session: session.code, tokens, buyers, seconds: forSeconds });
  const after = cpu();
  const each = (at: number): number => (((after[at] ?? 0) - (before[at] ?? 0)) * 1_000) / Math.max(1, report.purchases);
  const perSecond = report.purchases / report.seconds;
  bench.say(`${rounded(perSecond)} purchases/s, ${report.failures.length} failed ${report.failures[0] ?? ''}`);
  return { ...report, perSecond, cpuMs: { server: each(0), postgres: each(1), bank: each(2) } };
}

function markdownOf(
  title: string,
  all: readonly Round[],
  statements: readonly Statement[],
  violations: number,
): string {
  const middle = (of: (round: Round) => number): number => rounded(median(all.map(of)));
  const steps: readonly (readonly [Step, string])[] = [
    ['hold', 'hold: POST /cart/lines'],
    ['order', 'order: POST /orders, the bank asked for a charge'],
    ['pay', 'pay: POST …/confirm, the bank takes the money and we ask it'],
    ['tickets', 'tickets: until GET /orders/:code says paid'],
  ];
  const rows = steps.map(([step, name]) => [
    name,
    middle((round) => percentile(round.steps[step], 0.5)),
    middle((round) => percentile(round.steps[step], 0.99)),
  ]);
  const failed = all.reduce((sum, round) => sum + round.failures.length, 0);
  return [
    title,
    `**${middle((round) => round.perSecond)} purchases a second** at ${buyers} buyers (median of ${all.length}); ` +
      `${failed} failed, ${violations} invariants broken. Processor time for each: server ${middle((round) => round.cpuMs.server)} ms, ` +
      `PostgreSQL ${middle((round) => round.cpuMs.postgres)} ms, bank ${middle((round) => round.cpuMs.bank)} ms.`,
    table(['step', 'p50 ms', 'p99 ms'], rows),
    'What PostgreSQL is asked for each purchase:',
    table(
      ['statement', 'calls', 'ms'],
      statements.map(({ query, callsEach, msEach }) => [
        `\`${query.replaceAll('|', '\\|').replaceAll('`', "'")}\``,
        callsEach,
        msEach,
      ]),
    ),
  ].join('\n\n');
}

async function main(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const shop = await BenchShop.open();
  const crowd = new Crowd();
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const bench: Bench = { shop, crowd, audits: [], repeatedOtherwise: 0, say };
  let running: Shop | null = null;
  try {
    await countStatements(shop);
    const machine = await describeMachine(shop, loadBefore);
    running = await startShop(shop);
    await buyFor(bench, running, 2);
    await sql`SELECT pg_stat_statements_reset()`.execute(shop.db);
    const all: Round[] = [];
    for (let round = 0; round < rounds; round += 1) all.push(await buyFor(bench, running, seconds));
    const statements = await statementsOf(
      shop,
      Math.max(
        1,
        all.reduce((sum, round) => sum + round.purchases, 0),
      ),
    );
    const violations = await checkInvariants(shop.db);
    const slim = all.map(({ steps: _steps, ...round }) => round);
    const markdown = markdownOf(machineLine(machine), all, statements, violations.length);
    await writeReport('purchase', markdown, { machine, quick, rounds: slim, statements, violations });
  } finally {
    await running?.servers.stop();
    await running?.bank.stop();
    crowd.close();
    await shop.close();
  }
}

await main();
