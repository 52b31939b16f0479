import type { Cart } from '@og-tickets/contract/carts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { MoodyBank } from '../../../test/moody-bank.ts';
import { cancel, takenOf } from '../../../test/refunds.ts';
import { expireOrder } from '../orders/actions/expire-order.ts';
import { reconcilePayments } from './actions/reconcile-payments.ts';

let bank: MoodyBank;
let shop: TestShop;

beforeEach(async () => {
  bank = new MoodyBank();
  shop = await startTestShop({ environment: { SIMULATED_BANK_URL: await bank.start() } });
});
afterEach(async () => {
  bank.mood = 'well';
  await shop.close();
  await bank.close();
});

async function endTime(): Promise<string> {
  await sql`UPDATE payments.payments SET expires_at = now() - interval '1 second'`.execute(shop.db);
  const { rows } = await sql<{ id: string }>`
    UPDATE orders.orders SET expires_at = now() - interval '1 second' RETURNING id`.execute(shop.db);
  return rows[0]?.id ?? '';
}

async function paymentRow() {
  return shop.db
    .selectFrom('payments.payments')
    .select(['status', 'reason', 'provider_payment_id'])
    .executeTakeFirstOrThrow();
}

const closedByUs = { status: 'failed', reason: 'order_expired', provider_payment_id: null };

test('an order that the provider never heard of expires without it', async () => {
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const order = await shop.make.order(buyer, session, { quantity: 2 });
  expect(order.payment.clientSecret).toBeNull();
  await expireOrder(shop.platform, await endTime());
  expect((await buyer.get<Order>(`/orders/${order.code}`)).body.status).toBe('expired');
  expect(await takenOf(shop, session)).toBe(0);
  expect(await paymentRow()).toEqual(closedByUs);
});

test('nor does its buyer need the provider to give it up', async () => {
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const order = await shop.make.order(buyer, session);
  expect((await cancel(buyer, order)).body.status).toBe('cancelled');
  expect(await takenOf(shop, session)).toBe(0);
  bank.mood = 'well';
  await sql`UPDATE payments.payments SET created_at = now() - interval '1 hour'`.execute(shop.db);
  await reconcilePayments(shop.platform);
  expect(bank.opened).toEqual([]);
});

test('a charge that is being opened while its payment is closed is closed too, and given to nobody', async () => {
  bank.mood = 'slow';
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const placing = shop.make.order(buyer, session);
  await shop.make.until(async () => (bank.opened.length > 0 ? true : null), 'the bank is asked');
  await expireOrder(shop.platform, await endTime());
  expect(await takenOf(shop, session)).toBe(0);
  bank.release();
  const order = await placing;
  expect(order).toMatchObject({ status: 'expired', payment: { clientSecret: null } });
  expect(bank.closed).toEqual(bank.opened);
  expect(await paymentRow()).toEqual(closedByUs);
});

test('a bank that is away when the payment begins: the order keeps its places as long as any, says until when, and goes on', async () => {
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const line = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
  const { body: cart } = await buyer.post<Cart>('/cart/lines', line);
  // Most of the time of the cart is over.
  const soon = sql<Date>`now() + interval '30 seconds'`;
  await shop.db.updateTable('inventory.holds').set({ expires_at: soon }).execute();
  await shop.db.updateTable('carts.carts').set({ hold_expires_at: soon }).execute();
  const wish = { cartId: cart.id, acceptTerms: true };
  const placed = await buyer.post<Order>('/orders', wish, { 'idempotency-key': 'a bank that is away' });
  expect(placed.status).toBe(201);
  const { payment, expiresAt } = placed.body;
  const read = async () => (await buyer.get<Payment>(`/payments/${payment.id}`)).body;
  const silent = { status: 'requires_payment', checkout: null, clientSecret: null, upToDate: false, expiresAt };
  expect(await read()).toMatchObject(silent);
  const hold = await shop.db.selectFrom('inventory.holds').select(['state', 'expires_at']).executeTakeFirstOrThrow();
  expect([hold.state, hold.expires_at.toISOString()]).toEqual(['claimed', expiresAt]);
  const { rows } = await sql<{ left: number }>`
    SELECT extract(epoch FROM expires_at - created_at)::int AS left FROM orders.orders`.execute(shop.db);
  expect(rows).toEqual([{ left: limits.holdSeconds }]);
  // Nothing moves the end a second time, however often the page asks.
  expect(await read()).toMatchObject(silent);
  bank.mood = 'well';
  expect(await read()).toMatchObject({ checkout: { kind: 'redirect' }, upToDate: true, expiresAt });
});
