import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { freeExpiredHolds } from '../../server/src/modules/inventory/actions/free-expired-holds.ts';
import { expireOrder } from '../../server/src/modules/orders/actions/expire-order.ts';
import { captureSilently, eventBody, tell } from '../../server/test/bank.ts';
import { freePort } from '../../server/test/bank-process.ts';
import { checkInvariants } from '../../server/test/invariants.ts';
import { startProcesses } from '../../server/test/processes.ts';
import { readBooks } from '../../server/src/simulated-bank/export-books.ts';
import type { Platform } from '../../server/src/platform/platform.ts';
import { makeAccounts } from '../lib/accounts.ts';
import { type Bench, freshSession } from '../lib/measure.ts';
import { percentile, sleep } from '../lib/stats.ts';

/** What a buyer with a hold does: pays; pays and the bank tells us twice; pays when the order is over; orders only; leaves. */
export type Ending = 'paid' | 'twice' | 'late' | 'ordered' | 'held';

export interface PayersOrder {
  url: string;
  session: string;
  /** One account for each purchase. */
  tokens: readonly string[];
  buyers: number;
}

export interface PayersReport {
  endings: Record<Ending, number>;
  lateCodes: string[];
  /** From the order to the tickets. */
  payMs: number[];
  failures: string[];
  seconds: number;
}

/** Everybody who had a hold: what became of them, and of the places of those who did not pay. */
export interface Paying extends Omit<PayersReport, 'lateCodes' | 'payMs'> {
  paidPerSecond: number;
  payP50Ms: number;
  payP99Ms: number;
  /** Of those who paid when their order was over: tickets all the same, or the money back. */
  lateTickets: number;
  lateRefunds: number;
  /** Orders and holds that ended unpaid, all at once, and how long until all of their places were free. */
  expired: number;
  expiredSeconds: number;
  /** Places taken in the end that are no tickets. */
  stillTaken: number;
  violations: string[];
}

const buyers = 64;
const expireAtOnce = 32;
const settleWithinMs = 30_000;

/** Seventy of a hundred holds are paid at a bank that takes 50 to 500 ms for each answer; the rest expires at once. */
export async function payAndExpire(bench: Bench, purchases: number): Promise<Paying> {
  const { shop } = bench;
  const { tokens } = await makeAccounts(shop, purchases);
  const session = await freshSession(bench, purchases * 4);
  const folder = join(shop.dataDir, 'slow-bank');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const bankSettings = {
    SIMULATED_BANK_DIR: folder,
    SIMULATED_BANK_WEBHOOK_URL: `${url}/api/v1/payments/webhooks/simulated-bank`,
  };
  const place = { keysDir: shop.dataDir, databaseUrl: shop.databaseUrl };
  const script = new URL('../processes/slow-bank.ts', import.meta.url);
  const bank = await startProcesses(place, 1, bankSettings, script);
  const [bankUrl = ''] = bank.urls;
  const servers = await shop.serve('batch', 1, { PORT: String(port), SIMULATED_BANK_URL: bankUrl });
  try {
    const report = await payAll({ url, session: session.code, tokens, buyers });
    const config = { ...shop.platform.config, simulatedBankUrl: bankUrl, simulatedBankDir: folder };
    const platform: Platform = { ...shop.platform, config };
    const late = await payLate({ platform, url }, report.lateCodes);
    const expiry = await expireAll(platform, session.id);
    const violations = await checkInvariants(shop.db, { books: readBooks(folder) });
    const { lateCodes: _codes, payMs, ...seen } = report;
    const paidPerSecond = payMs.length / report.seconds;
    bench.say(
      `paying: ${paidPerSecond.toFixed(1)} a second, ${report.failures.length} failed, ${violations.length} violations`,
    );
    const [payP50Ms, payP99Ms] = [percentile(payMs, 0.5), percentile(payMs, 0.99)];
    return { ...seen, paidPerSecond, payP50Ms, payP99Ms, ...late, ...expiry, violations };
  } finally {
    await servers.stop();
    await bank.stop();
  }
}

async function payAll(order: PayersOrder): Promise<PayersReport> {
  const child: ChildProcess = fork(new URL('../processes/payers.ts', import.meta.url));
  const ended = new AbortController();
  try {
    child.send(order);
    const [report] = await Promise.race([
      once(child, 'message', { signal: ended.signal }),
      once(child, 'exit', { signal: ended.signal }).then(() => Promise.reject(new Error('the payers went away'))),
    ]);
    return report;
  } finally {
    ended.abort();
    child.kill();
  }
}

interface LateOrder {
  id: string;
  code: string;
  status: string;
  payment: { id: string };
}

async function orderOf({ db }: Platform, code: string): Promise<LateOrder> {
  const { rows } = await sql<LateOrder>`
    SELECT o.id, o.code, o.status, json_build_object('id', p.id) AS payment
    FROM orders.orders AS o JOIN payments.payments AS p ON p.order_id = o.id WHERE o.code = ${code}`.execute(db);
  const [order] = rows;
  if (order === undefined) throw new Error(`there is no order ${code}`);
  return order;
}

/** The order ends, and then its money comes: taken by the bank although we closed the charge, and told by webhook. */
async function payLate(
  shop: { platform: Platform; url: string },
  codes: readonly string[],
): Promise<Pick<Paying, 'lateTickets' | 'lateRefunds'>> {
  const { platform } = shop;
  await endNow(platform, sql`code = ANY (${[...codes]}::text[])`);
  const orders = await Promise.all(codes.map((code) => orderOf(platform, code)));
  await Promise.all(orders.map(({ id }) => expireOrder(platform, id)));
  for (const order of orders) await tell(shop, eventBody(await captureSilently(shop, order)));
  const untilMs = performance.now() + settleWithinMs;
  for (;;) {
    const statuses = await Promise.all(codes.map(async (code) => (await orderOf(platform, code)).status));
    const [lateTickets, lateRefunds] = ['paid', 'refunded'].map(
      (wanted) => statuses.filter((one) => one === wanted).length,
    );
    const isSettled = (lateTickets ?? 0) + (lateRefunds ?? 0) === codes.length;
    if (isSettled || performance.now() > untilMs)
      return { lateTickets: lateTickets ?? 0, lateRefunds: lateRefunds ?? 0 };
    await sleep(250);
  }
}

/** Ends the time of pending orders of which something is true, by the database's clock. */
async function endNow({ db }: Platform, which: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE orders.orders SET expires_at = now() - interval '1 second' WHERE status = 'pending' AND ${which} RETURNING id`.execute(
    db,
  );
  const ids = rows.map(({ id }) => id);
  await sql`UPDATE payments.payments SET expires_at = now() - interval '1 second' WHERE order_id = ANY (${ids}::uuid[])`.execute(
    db,
  );
  return ids;
}

/** All that was not paid is over at the same moment. */
async function expireAll(
  platform: Platform,
  sessionId: number,
): Promise<Pick<Paying, 'expired' | 'expiredSeconds' | 'stillTaken'>> {
  const { db } = platform;
  const waiting = await endNow(platform, sql`true`);
  const held = await sql`
    UPDATE inventory.holds SET expires_at = now() - interval '1 second' WHERE session_id = ${sessionId} AND state = 'live'`.execute(
    db,
  );
  const expired = waiting.length + Number(held.numAffectedRows ?? 0);
  const beganAtMs = performance.now();
  const worker = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await expireOrder(platform, id);
  };
  await Promise.all([freeExpiredHolds(db), ...Array.from({ length: expireAtOnce }, worker)]);
  const expiredSeconds = (performance.now() - beganAtMs) / 1_000;
  const { rows } = await sql<{ left: number }>`
    SELECT (taken - (SELECT coalesce(sum(places), 0) FROM tickets.tickets AS t WHERE t.session_id = i.session_id
      AND t.status = 'valid'))::int AS left
    FROM inventory.inventory AS i WHERE session_id = ${sessionId}`.execute(db);
  return { expired, expiredSeconds, stillTaken: rows[0]?.left ?? -1 };
}
