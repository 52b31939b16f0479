import { loadavg } from 'node:os';
import { sql } from 'kysely';
import { violationsOf } from '../server/src/modules/invariants/index.ts';
import { type CodedTicket, issueMany } from '../server/test/many-tickets.ts';
import { type GateOrder, type GateReport, showTickets } from './gate/gates.ts';
import { makeAccounts } from './lib/accounts.ts';
import { BenchShop } from './lib/bench-shop.ts';
import { describeMachine, machineLine } from './lib/machine.ts';
import { isLate } from './lib/measure.ts';
import { postgresSeconds, processorSeconds } from './lib/processor-time.ts';
import { median, percentile, rounded } from './lib/stats.ts';
import { isQuick, table, writeReport } from './lib/write-report.ts';

// Redemptions a second at the gates of a session of 80,000 tickets, in turns with the bare statements by the driver.

const quick = isQuick();
const levels = [4, 16, 64] as const;
const rounds = quick ? 1 : 3;
const seconds = quick ? 2 : 6;
const ticketCount = quick ? 20_000 : 80_000;
/** Shown in one measurement at most, so that there are tickets for all of them and for getting warm. */
const ticketsEach = Math.floor(ticketCount / (levels.length * 2 * rounds + 2));
/** The level that the targets are about. */
const targetLevel = 16;
const targets = { perSecond: 500, p99Ms: 50, ratio: 0.5 };
const gatePromises = new Set([
  'inside-within-places',
  'counts-are-scans',
  'conflicts-are-marked',
  'corrections-are-marked',
]);

interface Round {
  gates: number;
  kind: GateOrder['kind'];
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Milliseconds of processor time for each: of the server, of PostgreSQL, of the gates. */
  cpuMs: { server: number; postgres: number; gates: number };
  failures: string[];
}

interface Stage {
  shop: BenchShop;
  servers: Awaited<ReturnType<BenchShop['serve']>>;
  session: { id: number; code: string };
  tokens: readonly string[];
  /** Not shown yet. */
  tickets: CodedTicket[];
  admitted: number;
}

async function stage(shop: BenchShop): Promise<Stage> {
  const factory = shop.factory();
  const session = await factory.session();
  const owner = await factory.account();
  const { tokens } = await makeAccounts(shop, 64, 'controller');
  await sql`INSERT INTO admissions.postings (controller_id) SELECT id FROM accounts.accounts WHERE role = 'controller'
    ON CONFLICT DO NOTHING`.execute(shop.db);
  await sql`INSERT INTO admissions.gates (session_id, code) SELECT ${session.id}::int, 'G' || n FROM generate_series(1, 64) AS n`.execute(
    shop.db,
  );
  const tickets = await issueMany(shop.platform, { sessionId: session.id, accountId: owner.id, count: ticketCount });
  await sql`VACUUM ANALYZE tickets.tickets`.execute(shop.db);
  const servers = await shop.serve('batch');
  return { shop, servers, session, tokens, tickets, admitted: 0 };
}

async function measure(staged: Stage, kind: GateOrder['kind'], gates: number, forSeconds: number): Promise<Round> {
  const { shop, servers, session, tokens } = staged;
  const common = { tickets: staged.tickets.slice(0, ticketsEach), gates, seconds: forSeconds };
  const cpu = () => [processorSeconds(servers.pids), postgresSeconds(shop.postmaster)];
  const before = cpu();
  const report: GateReport = await showTickets(
    kind === 'bare'
      ? { ...common, kind, databaseUrl: shop.databaseUrl, sessionId: session.id }
      : { ...common, kind, url: servers.urls[0] ?? '', session: session.code, tokens },
  );
  const after = cpu();
  staged.tickets.splice(0, report.shown);
  const count = report.tookMs.length;
  staged.admitted += count;
  const each = (at: number): number => (((after[at] ?? 0) - (before[at] ?? 0)) * 1_000) / Math.max(1, count);
  return {
    gates,
    kind,
    perSecond: count / report.seconds,
    p50Ms: percentile(report.tookMs, 0.5),
    p99Ms: percentile(report.tookMs, 0.99),
    cpuMs: { server: each(0), postgres: each(1), gates: (report.processorSeconds * 1_000) / Math.max(1, count) },
    failures: report.failures,
  };
}

interface Level {
  gates: number;
  server: Omit<Round, 'failures'>;
  bare: Omit<Round, 'failures'>;
  ratio: number;
}

function levelOf(all: readonly Round[], gates: number): Level {
  const middle = (kind: Round['kind']): Level['server'] => {
    const these = all.filter((round) => round.gates === gates && round.kind === kind);
    const of = (read: (round: Round) => number): number => rounded(median(these.map(read)));
    return {
      gates,
      kind,
      perSecond: of((round) => round.perSecond),
      p50Ms: of((round) => round.p50Ms),
      p99Ms: of((round) => round.p99Ms),
      cpuMs: {
        server: of(({ cpuMs }) => cpuMs.server),
        postgres: of(({ cpuMs }) => cpuMs.postgres),
        gates: of(({ cpuMs }) => cpuMs.gates),
      },
    };
  };
  const [server, bare] = [middle('server'), middle('bare')];
  return { gates, server, bare, ratio: rounded(server.perSecond / Math.max(1, bare.perSecond)) };
}

function markdownOf(
  title: string,
  found: readonly Level[],
  after: { lost: number; broken: number; failed: number },
): string {
  const at = found.find(({ gates }) => gates === targetLevel);
  if (at === undefined) throw new Error('the level of the targets was not measured');
  const verdict = (met: boolean): string => (met ? 'met' : '**not met**');
  const { perSecond, p99Ms } = at.server;
  const targetRows = [
    [
      'T10',
      `at least ${targets.perSecond} redemptions a second at ${targetLevel} gates`,
      `${perSecond}`,
      verdict(perSecond >= targets.perSecond),
    ],
    ['T10', `p99 under ${targets.p99Ms} ms`, `${p99Ms} ms`, verdict(p99Ms < targets.p99Ms)],
    [
      'T10',
      'at least half of the bare statements',
      `${at.ratio} of ${at.bare.perSecond}`,
      verdict(at.ratio >= targets.ratio),
    ],
  ];
  const rows = found.flatMap(({ server, bare, ratio }) =>
    [server, bare].map(({ gates, kind, ...one }) => [
      gates,
      kind === 'server' ? 'the shop' : 'bare statements',
      one.perSecond,
      one.p50Ms,
      one.p99Ms,
      kind === 'server' ? ratio : 1,
      one.cpuMs.server,
      one.cpuMs.postgres,
      one.cpuMs.gates,
    ]),
  );
  const head = [
    'gates',
    '',
    'a second',
    'p50 ms',
    'p99 ms',
    'of bare',
    'server CPU ms each',
    'PostgreSQL CPU ms each',
    'gates CPU ms each',
  ];
  return [
    title,
    table(['id', 'target', 'measured', ''], targetRows),
    table(head, rows),
    `Let in and not found in the database afterwards: ${after.lost}; calls that failed: ${after.failed}; promises of the gates broken: ${after.broken}.`,
  ].join('\n\n');
}

/** Bare statements keep the count of a ticket and its scan as the shop does, so that the same is looked for. */
async function lookAfter({ shop, admitted }: Stage): Promise<{ lost: number; broken: number }> {
  const { rows } = await sql<{
    entered: number;
  }>`SELECT coalesce(sum(entries), 0)::int AS entered FROM tickets.tickets`.execute(shop.db);
  const broken = (await violationsOf(shop.db, 10)).filter(({ invariant }) => gatePromises.has(invariant));
  return { lost: Math.max(0, admitted - (rows[0]?.entered ?? 0)), broken: broken.length };
}

async function main(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const shop = await BenchShop.open();
  try {
    const machine = await describeMachine(shop, loadBefore);
    const staged = await stage(shop);
    const all: Round[] = [];
    for (const kind of ['server', 'bare'] as const) await measure(staged, kind, targetLevel, 2);
    for (let round = 0; round < rounds && !(round > 0 && isLate()); round += 1) {
      for (const gates of levels) {
        for (const kind of round % 2 === 0 ? (['server', 'bare'] as const) : (['bare', 'server'] as const)) {
          const one = await measure(staged, kind, gates, seconds);
          all.push(one);
          const { perSecond, p50Ms, p99Ms, cpuMs, failures } = one;
          const cpu = `cpu ${rounded(cpuMs.server)} + ${rounded(cpuMs.postgres)} + ${rounded(cpuMs.gates)} ms`;
          process.stdout.write(
            `${gates} ${kind}: ${rounded(perSecond)}/s, p50 ${rounded(p50Ms)}, p99 ${rounded(p99Ms)}, ${cpu} ${failures[0] ?? ''}\n`,
          );
        }
      }
    }
    await staged.servers.stop();
    const found = levels.map((gates) => levelOf(all, gates));
    const failed = all.reduce((sum, { failures }) => sum + failures.length, 0);
    const after = { ...(await lookAfter(staged)), failed };
    await writeReport('gate', markdownOf(machineLine(machine), found, after), {
      machine,
      quick,
      rounds: all,
      ...after,
    });
  } finally {
    await shop.close();
  }
}

await main();
