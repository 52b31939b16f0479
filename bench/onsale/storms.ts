import { sql } from 'kysely';
import { freeExpiredHolds } from '../../server/src/modules/inventory/actions/free-expired-holds.ts';
import type { Processes } from '../../server/test/processes.ts';
import { KeepAlive } from '../../server/test/buyers/keep-alive.ts';
import { makeAccounts } from '../lib/accounts.ts';
import { type Bench, freshSession, rush } from '../lib/measure.ts';
import type { Strategy } from '../lib/bench-shop.ts';
import type { CrowdReport } from '../lib/crowd.ts';
import { percentile, sleep } from '../lib/stats.ts';
import { buyersAtPeak } from './compare.ts';

/** Everything of one session sold. */
export interface SoldOut {
  places: number;
  granted: number;
  /** From the first call to the last grant. */
  seconds: number;
}

/** T6: 20,000 places, a thousand connections. */
export async function sellOut(
  bench: Bench,
  servers: Processes,
  places: number,
  seconds: number,
  strategy: Strategy,
): Promise<SoldOut> {
  const session = await freshSession(bench, places);
  const order = {
    kind: 'sell-out',
    urls: servers.urls,
    sessions: [session.code],
    connections: 1_000,
    seconds,
  } as const;
  const { report } = await rush(bench, servers, order, [session.id], strategy);
  const lastMs = report.doneAtMs.at(-1) ?? report.endedAtMs;
  const granted = [...report.granted.values()].reduce((sum, one) => sum + one, 0);
  return { places, granted, seconds: (lastMs - report.beganAtMs) / 1_000 };
}

/** The part of a rush between two moments. */
function within({ doneAtMs, tookMs }: CrowdReport, fromMs: number, toMs: number): Float64Array {
  return tookMs.filter((_, index) => (doneAtMs[index] ?? 0) >= fromMs && (doneAtMs[index] ?? 0) < toMs);
}

const now = (): number => performance.timeOrigin + performance.now();

/** T7: holds of carts whose time is over are freed in the middle of a rush for the same session. */
export interface ExpiryStorm {
  freed: number;
  seconds: number;
  p99BeforeMs: number;
  p99MeanwhileMs: number;
}

/** Long enough for a p99 to mean something, however quickly the storm is over. */
const shortestWindowMs = 500;

export async function stormOfExpiry(
  bench: Bench,
  servers: Processes,
  holds: number,
  calmSeconds: number,
): Promise<ExpiryStorm> {
  const { db } = bench.shop;
  const session = await freshSession(bench);
  const rushing = rush(
    bench,
    servers,
    {
      kind: 'closed',
      urls: servers.urls,
      sessions: [session.code],
      connections: buyersAtPeak,
      seconds: calmSeconds * 2 + 2,
    },
    [session.id],
  );
  await sleep(calmSeconds * 1_000);
  const calmUntilMs = now();
  await insertExpired(bench, session.id, holds);
  const fromMs = now();
  const freed = await freeExpiredHolds(db);
  const toMs = now();
  const { report } = await rushing;
  return {
    freed,
    seconds: (toMs - fromMs) / 1_000,
    p99BeforeMs: percentile(within(report, report.beganAtMs + 500, calmUntilMs), 0.99),
    p99MeanwhileMs: percentile(within(report, fromMs, Math.max(toMs, fromMs + shortestWindowMs)), 0.99),
  };
}

async function insertExpired({ shop }: Bench, sessionId: number, holds: number): Promise<void> {
  await shop.db.transaction().execute(async (tx) => {
    await sql`
      INSERT INTO inventory.holds (session_id, id, category, places, cart_id, expires_at, limit_per_session, limit_per_account)
      SELECT ${sessionId}, gen_random_uuid(), 'A', 1, gen_random_uuid(), now() - interval '1 second', 6, 30
      FROM generate_series(1, ${holds}::int)`.execute(tx);
    await sql`UPDATE inventory.inventory SET taken = taken + ${holds} WHERE session_id = ${sessionId}`.execute(tx);
  });
}

/** T8: passwords are checked in the middle of a rush; in a rush they wait, so that those who came before do not. */
export interface LoginRush {
  /** Done when the rush ended, and in all. */
  loginsInRush: number;
  logins: number;
  failed: number;
  /** Until the last one was in. */
  seconds: number;
  /** Calls that were told to come again, and of them those that were told so without a time. */
  toldToWait: number;
  withoutRetryAfter: number;
  holdsPerSecondBefore: number;
  holdsPerSecondMeanwhile: number;
}

const loginsAtOnce = 64;
/** Logins that have not succeeded so long after the rush count as failed. */
const patienceMs = 60_000;

/** Holds for `calmSeconds`, then for `rushSeconds` while `logins` want to log in; logins may go on when the rush is over. */
export async function rushOfLogins(
  bench: Bench,
  servers: Processes,
  logins: number,
  calmSeconds: number,
  rushSeconds: number,
): Promise<LoginRush> {
  const { emails, password } = await makeAccounts(bench.shop, logins);
  const session = await freshSession(bench);
  const seconds = calmSeconds + rushSeconds;
  const order = {
    kind: 'closed',
    urls: servers.urls,
    sessions: [session.code],
    connections: buyersAtPeak,
    seconds,
  } as const;
  const rushing = rush(bench, servers, order, [session.id]);
  await sleep(calmSeconds * 1_000);
  const fromMs = now();
  const entering = new Logins(servers.urls[0] ?? '', emails, password);
  const entered = entering.run(fromMs + rushSeconds * 1_000 + patienceMs);
  const { report } = await rushing;
  const loginsInRush = entering.done;
  await entered;
  const toMs = report.endedAtMs;
  const rate = (a: number, b: number): number => within(report, a, b).length / ((b - a) / 1_000);
  const { done, failed, toldToWait, withoutRetryAfter } = entering;
  const [before, meanwhile] = [rate(report.beganAtMs + 500, fromMs), rate(fromMs, toMs)];
  bench.say(
    `${logins} logins: ${Math.round((meanwhile / before) * 100)} % of the holds, ${loginsInRush} in the rush, ${done} in all`,
  );
  return {
    loginsInRush,
    logins: done,
    failed,
    seconds: (now() - fromMs) / 1_000,
    toldToWait,
    withoutRetryAfter,
    holdsPerSecondBefore: before,
    holdsPerSecondMeanwhile: meanwhile,
  };
}

/** People who log in; those that are turned away come again as they are told. */
class Logins {
  done = 0;
  failed = 0;
  toldToWait = 0;
  withoutRetryAfter = 0;
  readonly #url: string;
  readonly #waiting: string[];
  readonly #password: string;

  constructor(url: string, emails: readonly string[], password: string) {
    this.#url = url;
    this.#waiting = [...emails];
    this.#password = password;
  }

  async run(untilMs: number): Promise<void> {
    await Promise.all(Array.from({ length: loginsAtOnce }, () => this.#person(untilMs)));
  }

  async #person(untilMs: number): Promise<void> {
    const wire = new KeepAlive(this.#url);
    for (let email = this.#waiting.pop(); email !== undefined && now() < untilMs; email = this.#waiting.pop()) {
      const { status, head } = await wire.post('/auth/login', { email, password: this.#password });
      if (status === 200) this.done += 1;
      else if (status === 503 || status === 429) {
        const waitSeconds = Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 0);
        this.toldToWait += 1;
        if (waitSeconds === 0) this.withoutRetryAfter += 1;
        this.#waiting.unshift(email);
        await sleep(1_000 * Math.max(1, waitSeconds));
      } else this.failed += 1;
    }
    wire.close();
  }
}
