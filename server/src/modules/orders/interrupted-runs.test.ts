import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RefundRun } from '@og-tickets/contract/refund-runs.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { compileCache } from '../../../test/compile-cache.ts';
import type { MadeAccount, MadeSession } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { loginAsAdmin, refundedOf, runDone, takenOf } from '../../../test/refunds.ts';
import { withTx } from '../../platform/database/database.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { changeSession } from '../catalog/index.ts';
import { resumeStalledRuns } from './actions/steer-refund-run.ts';
import { insertMissingOrders, insertRun } from './sql/refund-runs.ts';

let shop: TestShop;
let admin: Client;
let adminAccount: MadeAccount;
const children: ChildProcess[] = [];

beforeAll(async () => {
  shop = await startTestShop();
  adminAccount = await shop.make.account('admin');
  admin = await loginAsAdmin(shop, adminAccount);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => shop.close());

/** A session that many have bought, and a run of its cancellation that no job knows of. */
async function largeRun(orders: number): Promise<{ session: MadeSession; runId: string; codes: string[] }> {
  const session = await shop.make.session({ placesPerAccount: 30 });
  const buyers = await Promise.all(Array.from({ length: 4 }, () => shop.make.login()));
  const codes: string[] = Array.from({ length: orders });
  await Promise.all(
    buyers.map(async (browser, at) => {
      for (let n = at; n < orders; n += buyers.length) {
        codes[n] = (
          await shop.make.pay(browser, await shop.make.order(browser, session, { quantity: 1 + (n % 2) }))
        ).code;
      }
    }),
  );
  const runId = uuidv7();
  await withTx(shop.db, async (tx) => {
    const reason = { fr: 'Orage', en: 'Storm' };
    const change = await changeSession(tx, { code: session.code, kind: 'cancelled', reason });
    if (isRefusal(change)) throw new Error(change.code);
    await insertRun(tx, { id: runId, ...change, kind: 'cancelled', startedBy: adminAccount.id });
    await insertMissingOrders(tx, runId);
  });
  return { session, runId, codes };
}

/** Starts a process that works a run off; resolves once it has begun. */
async function startWorking(runId: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('../../../test/work-run.ts', import.meta.url));
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      OG_DATA_DIR: shop.keysDir,
      DATABASE_URL: shop.databaseUrl,
      DATABASE_CONNECTIONS: '3',
      LOG_LEVEL: 'error',
      OG_TEST_RUN: runId,
      ...compileCache,
    },
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => ['exited'])]);
  expect(first).toBe('begins');
  return child;
}

async function doneOf(runId: string): Promise<RefundRun> {
  return (await admin.get<RefundRun>(`/admin/refund-runs/${runId}`)).body;
}

/** Every order of the run: all of its price goes back by one refund. */
async function expectEachOnce(codes: readonly string[]): Promise<void> {
  for (const [n, code] of codes.entries()) {
    expect(await refundedOf(shop, { code }), code).toEqual({ cents: 5_000 * (1 + (n % 2)), rows: 1 });
  }
}

test('a run whose process is killed again and again refunds each ticket once', async () => {
  const { session, runId, codes } = await largeRun(24);
  let kills = 0;
  for (; (await doneOf(runId)).status !== 'done' && kills < 40; kills += 1) {
    const child = await startWorking(runId);
    await wait(10 + Math.random() * 120);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    // Somebody else takes it up after the last kill: a real server, by its own means.
    if (kills === 4) expect((await admin.post(`/admin/refund-runs/${runId}/resume`)).status).toBe(200);
  }
  expect(kills).toBeGreaterThan(2);
  const run = await runDone(shop, admin, { id: runId });
  expect(run.progress).toMatchObject({ orders: 24, done: 24, failed: 0, tickets: 36, refund: { cents: 180_000 } });
  await expectEachOnce(codes);
  expect(await takenOf(shop, session)).toBe(0);
}, 120_000);

test('two processes at one run share it; stopped it stands, resumed it ends', async () => {
  const { session, runId, codes } = await largeRun(16);
  const working = [await startWorking(runId), await startWorking(runId)];
  const stopped = await admin.post<RefundRun>(`/admin/refund-runs/${runId}/stop`);
  expect(['stopped', 'done']).toContain(stopped.body.status);
  for (const child of working) if (child.exitCode === null) await once(child, 'exit');
  const atStop = await doneOf(runId);
  await wait(300);
  expect((await doneOf(runId)).progress).toEqual(atStop.progress);
  expect((await admin.post<RefundRun>(`/admin/refund-runs/${runId}/resume`)).status).toBe(200);
  const run = await runDone(shop, admin, { id: runId });
  expect(run.progress).toMatchObject({ orders: 16, done: 16, tickets: 24 });
  expect((await admin.post<RefundRun>(`/admin/refund-runs/${runId}/stop`)).body.status).toBe('done');
  await expectEachOnce(codes);
  expect(await takenOf(shop, session)).toBe(0);
}, 120_000);

test('a run that stands still is taken up again, one at work is left alone', async () => {
  const { runId } = await largeRun(2);
  await resumeStalledRuns(shop.platform);
  await wait(300);
  expect((await doneOf(runId)).progress.done).toBe(0);
  await sql`UPDATE orders.refund_runs SET worked_at = now() - interval '2 minutes' WHERE id = ${runId}`.execute(
    shop.db,
  );
  await resumeStalledRuns(shop.platform);
  expect((await runDone(shop, admin, { id: runId })).progress.done).toBe(2);
});
