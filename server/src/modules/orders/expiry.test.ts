import type { Order } from '@og-tickets/contract/orders.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { booksOf, captureSilently, eventBody, tell } from '../../../test/bank.ts';
import { Client } from '../../../test/client.ts';
import { acceptedCard, type MadeSession } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { keptMails } from '../../../test/mails.ts';
import { checkInvariants } from '../../../test/invariants.ts';
import { connect } from '../../platform/database/database.ts';
import { layFoundation, startServer } from '../../start-server.ts';
import { reconcilePayments } from '../payments/actions/reconcile-payments.ts';
import { expireOrder } from './actions/expire-order.ts';
import { expireOverdue } from './actions/expire-overdue.ts';
import { settleOrder } from './actions/settle-order.ts';

let shop: TestShop;
let buyer: Client;

beforeAll(async () => {
  shop = await startTestShop();
  buyer = await shop.make.login();
});
/** Orders of which a test below gave money back without taking tickets. */
const movedByHand: string[] = [];
afterAll(() => shop.close({ movedByHand }));

/** Moves the end of an order, by the database's clock. */
async function setDeadline(order: Order, millisecondsFromNow: number): Promise<void> {
  const at = sql<Date>`now() + make_interval(secs => ${millisecondsFromNow / 1_000})`;
  await shop.db.updateTable('orders.orders').set({ expires_at: at }).where('code', '=', order.code).execute();
  await shop.db.updateTable('payments.payments').set({ expires_at: at }).where('id', '=', order.payment.id).execute();
}

async function idOf(order: Order): Promise<string> {
  const row = await shop.db
    .selectFrom('orders.orders')
    .select('id')
    .where('code', '=', order.code)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function expire(order: Order): Promise<void> {
  await setDeadline(order, -1);
  await expireOrder(shop.platform, await idOf(order));
}

async function read(order: Order, browser = buyer): Promise<Order> {
  return (await browser.get<Order>(`/orders/${order.code}`)).body;
}

function confirm({ payment }: Order, browser = buyer) {
  const body = { clientSecret: payment.clientSecret, ...acceptedCard };
  return browser.post<Payment>(`/simulated-bank/payments/${payment.id}/confirm`, body);
}

async function taken(session: MadeSession): Promise<number> {
  const row = await shop.db
    .selectFrom('inventory.inventory')
    .select('taken')
    .where('session_id', '=', session.id)
    .executeTakeFirstOrThrow();
  return row.taken;
}

async function subjects(order: Order): Promise<string[]> {
  return (await keptMails(shop.platform))
    .map(({ subject }) => subject)
    .filter((subject) => subject.includes(order.code));
}

/** The money of an order that was closed arrives all the same, and the bank says so. */
async function payLate(order: Order): Promise<void> {
  expect(await tell(shop, eventBody(await captureSilently(shop, order)))).toBe(204);
}

test('an order that is not paid in time gives its places back and takes no money', async () => {
  const session = await shop.make.session();
  const order = await shop.make.order(buyer, session, { offer: 'famille' });
  expect(await taken(session)).toBe(4);
  await expireOrder(shop.platform, await idOf(order));
  expect((await read(order)).status).toBe('pending');
  await expire(order);
  expect(await read(order)).toMatchObject({
    status: 'expired',
    expiresAt: null,
    payment: { status: 'failed', clientSecret: null },
  });
  expect(await taken(session)).toBe(0);
  expect(Client.problem(await confirm(order))).toMatchObject({ status: 409, code: 'order_expired' });
  expect((await buyer.get<Payment>(`/payments/${order.payment.id}`)).body.reason).toBe('order_expired');
});

test('nothing is taken after the time to pay, before the order is expired too', async () => {
  const order = await shop.make.order(buyer, await shop.make.session());
  await setDeadline(order, -1);
  expect(Client.problem(await confirm(order)).code).toBe('order_expired');
  expect((await read(order)).payment.status).toBe('requires_payment');
  await expireOverdue(shop.platform);
  expect((await read(order)).status).toBe('pending');
  await setDeadline(order, -31_000);
  await expireOverdue(shop.platform);
  expect((await read(order)).status).toBe('expired');
});

test('an order expires by its own job', async () => {
  const order = await shop.make.order(buyer, await shop.make.session());
  const { rows } = await sql<{ run_at: Date; id: string }>`
    SELECT run_at, id FROM graphile_worker.jobs WHERE key = ${`expire-order:${await idOf(order)}`}`.execute(shop.db);
  expect(rows[0]?.run_at.toISOString()).toBe(order.expiresAt);
  await setDeadline(order, -1);
  await sql`SELECT graphile_worker.reschedule_jobs(${[rows[0]?.id]}::bigint[], run_at => now())`.execute(shop.db);
  await shop.make.until(async () => ((await read(order)).status === 'expired' ? true : null), 'the job has run');
});

test('a server that starts ends orders whose own job was lost', async () => {
  const order = await shop.make.order(buyer, await shop.make.session());
  await sql`SELECT graphile_worker.remove_job(${`expire-order:${await idOf(order)}`})`.execute(shop.db);
  await setDeadline(order, -31_000);
  const database = await connect(shop.databaseUrl, { maxConnections: 4 });
  const { config, keys, log } = shop.platform;
  const another = await startServer(layFoundation({ config, database, keys, log }), { rateLimits: false });
  await shop.make.until(async () => ((await read(order)).status === 'expired' ? true : null), 'the order is expired');
  await another.stop();
  await database.close();
});

test('money that had come when the time was over becomes tickets', async () => {
  const order = await shop.make.order(buyer, await shop.make.session());
  await captureSilently(shop, order);
  await expire(order);
  const paid = await read(order);
  expect(paid.status).toBe('paid');
  expect(paid.ticketIds).toHaveLength(1);
});

test('money for an expired order takes its places again while they are free', async () => {
  const session = await shop.make.session();
  const order = await shop.make.order(buyer, session, { offer: 'duo' });
  await expire(order);
  expect(await taken(session)).toBe(0);
  await payLate(order);
  await shop.make.until(async () => ((await read(order)).status === 'paid' ? true : null), 'the late order is paid');
  expect(await taken(session)).toBe(2);
  expect((await read(order)).ticketIds).toHaveLength(1);
  await shop.make.until(async () => ((await subjects(order)).length > 0 ? true : null), 'the mail is sent');
  expect(await subjects(order)).toEqual([`Vos billets, commande ${order.code}`]);
});

test('money for places that are gone goes back whole, once, with a mail, even when the places come free again', async () => {
  const session = await shop.make.session({ categories: [{ category: 'A', capacity: 2, pricePerPlaceCents: 5_000 }] });
  const order = await shop.make.order(buyer, session, { offer: 'duo' });
  await expire(order);
  const other = await shop.make.login();
  const rival = await shop.make.order(other, session, { offer: 'solo' });
  await payLate(order);
  await shop.make.until(
    async () => ((await read(order)).payment.status === 'refunded' ? true : null),
    'the late money went back',
  );
  expect(await read(order)).toMatchObject({ status: 'expired', ticketIds: [] });
  // An old piece of news does not bring back money that was given back.
  await payLate(order);
  expect((await read(order)).payment.status).toBe('refunded');
  expect(Client.problem(await confirm(order)).code).toBe('payment_not_payable');
  await expire(rival);
  const orderId = await idOf(order);
  for (let again = 0; again < 3; again += 1) {
    await settleOrder(shop.platform, { orderId, paymentId: order.payment.id });
  }
  expect(await read(order)).toMatchObject({ status: 'expired', ticketIds: [] });
  expect(await taken(session)).toBe(0);
  const refunds = await shop.db
    .selectFrom('payments.refunds')
    .select(['amount_cents', 'reason', 'status'])
    .where('payment_id', '=', order.payment.id)
    .execute();
  expect(refunds).toEqual([{ amount_cents: 9_000, reason: 'late_payment', status: 'succeeded' }]);
  await shop.make.until(async () => ((await subjects(order)).length > 0 ? true : null), 'the mail is sent');
  expect(await subjects(order)).toEqual([`Remboursement de la commande ${order.code}`]);
  expect(await checkInvariants(shop.db, { settled: true, books: booksOf(shop), movedByHand })).toEqual([]);
});

test('a refund that the bank was not told of is sent by the reconciler', async () => {
  const order = await shop.make.order(buyer, await shop.make.session());
  await shop.make.pay(buyer, order);
  movedByHand.push(order.code);
  await shop.db
    .updateTable('payments.payments')
    .set({ refunded_cents: 2_000 })
    .where('id', '=', order.payment.id)
    .execute();
  await shop.db
    .insertInto('payments.refunds')
    .values({
      id: '018f0000-0000-7000-8000-000000000001',
      payment_id: order.payment.id,
      amount_cents: 2_000,
      reason: 'goodwill',
      created_at: sql<Date>`now() - interval '61 seconds'`,
    })
    .execute();
  await Promise.all([reconcilePayments(shop.platform), reconcilePayments(shop.platform)]);
  const charge = booksOf(shop).charges.find((each) => each.merchantReference === order.payment.id);
  expect(charge?.refundedCents).toBe(2_000);
  expect((await read(order)).payment.status).toBe('succeeded');
});

test('settling at the same time many times makes one set of tickets and one mail', async () => {
  const order = await shop.make.order(buyer, await shop.make.session(), { quantity: 3 });
  const orderId = await idOf(order);
  await captureSilently(shop, order);
  await buyer.get(`/payments/${order.payment.id}`);
  await Promise.all(
    Array.from({ length: 10 }, () => settleOrder(shop.platform, { orderId, paymentId: order.payment.id })),
  );
  expect((await read(order)).ticketIds).toHaveLength(3);
  await shop.make.until(async () => ((await subjects(order)).length > 0 ? true : null), 'the mail is sent');
  expect(await subjects(order)).toHaveLength(1);
});
