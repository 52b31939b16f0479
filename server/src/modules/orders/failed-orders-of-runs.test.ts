import type { RefundRun } from '@og-tickets/contract/refund-runs.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { loginAsAdmin, refundedOf, runDone, startRun } from '../../../test/refunds.ts';

let shop: TestShop;
let admin: Client;
beforeAll(async () => {
  shop = await startTestShop();
  admin = await loginAsAdmin(shop);
});
afterAll(() => shop.close());

/** A paid order, and a database that refuses to note it as done in a run. */
async function orderThatFails(session: MadeSession) {
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  await sql`CREATE FUNCTION orders.planted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'planted by a test'; END $$`.execute(shop.db);
  await sql`CREATE TRIGGER planted BEFORE UPDATE ON orders.refund_run_orders FOR EACH ROW
    WHEN (NEW.status = 'done' AND NEW.order_id = ${sql.lit(await idOf(order.code))}) EXECUTE FUNCTION orders.planted()`.execute(
    shop.db,
  );
  const mend = async (): Promise<void> => {
    await sql`DROP FUNCTION orders.planted() CASCADE`.execute(shop.db);
  };
  return { order, mend };
}

async function idOf(code: string): Promise<string> {
  const { id } = await shop.db
    .selectFrom('orders.orders')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  return id;
}

function allTried(run: Pick<RefundRun, 'id'>): Promise<RefundRun> {
  return shop.make.until(async () => {
    const { body } = await admin.get<RefundRun>(`/admin/refund-runs/${run.id}`);
    return body.progress.failed + body.progress.done === body.progress.orders ? body : null;
  }, 'all orders were tried');
}

test('an order that fails keeps no other: it is told with its reason, and refunded once when the run goes on', async () => {
  const session = await shop.make.session();
  const { order, mend } = await orderThatFails(session);
  const buyer = await shop.make.login();
  const other = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const { body: run } = await startRun(admin, session, { kind: 'cancelled' });
  const tried = await allTried(run);
  expect(tried).toMatchObject({
    status: 'running',
    progress: { orders: 2, done: 1, failed: 1, refund: { cents: 5_000 } },
    failures: [{ order: order.code, reason: expect.stringContaining('planted by a test') }],
  });
  expect(await refundedOf(shop, order)).toEqual({ cents: 0, rows: 0 });
  expect(await refundedOf(shop, other)).toEqual({ cents: 5_000, rows: 1 });
  await mend();
  expect((await admin.post(`/admin/refund-runs/${run.id}/resume`)).status).toBe(200);
  expect(await runDone(shop, admin, run)).toMatchObject({ progress: { done: 2, failed: 0 }, failures: [] });
  expect(await refundedOf(shop, order)).toEqual({ cents: 5_000, rows: 1 });
});

test('sales of a moved session stay closed while its run has failed or is stopped', async () => {
  const session = await shop.make.session();
  const { mend } = await orderThatFails(session);
  const buyer = await shop.make.login();
  const wanted = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
  const refusal = async (): Promise<string> => Client.problem(await buyer.post('/cart/lines', wanted)).code;
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const wish = { kind: 'moved', newStartsAt: inDays(40), refundUntil: inDays(7) } as const;
  const { body: run } = await startRun(admin, session, wish);
  expect(await allTried(run)).toMatchObject({ status: 'running', progress: { failed: 1 } });
  expect(await refusal()).toBe('sales_closed');
  expect((await admin.post<RefundRun>(`/admin/refund-runs/${run.id}/stop`)).body.status).toBe('stopped');
  expect(await refusal()).toBe('sales_closed');
  await mend();
  expect((await admin.post(`/admin/refund-runs/${run.id}/resume`)).status).toBe(200);
  await runDone(shop, admin, run);
  expect((await buyer.post('/cart/lines', wanted)).status).toBe(201);
});
