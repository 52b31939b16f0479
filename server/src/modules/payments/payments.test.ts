import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bankEventsOf, booksOf, captureSilently } from '../../../test/bank.ts';
import { Client } from '../../../test/client.ts';
import { acceptedCard, declinedCard } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { recordCapture } from '../accounting/index.ts';
import { reconcilePayments } from './actions/reconcile-payments.ts';

let shop: TestShop;
let buyer: Client;

beforeAll(async () => {
  shop = await startTestShop();
  buyer = await shop.make.login();
});
afterAll(() => shop.close());

async function newOrder(): Promise<Order> {
  return shop.make.order(buyer, await shop.make.session());
}

function confirm(browser: Client, { payment }: Order, over: Record<string, string> = {}) {
  return browser.post<Payment>(`/simulated-bank/payments/${payment.id}/confirm`, {
    clientSecret: payment.clientSecret,
    ...acceptedCard,
    ...over,
  });
}

function isPaid(order: Order): Promise<Order> {
  return shop.make.until(async () => {
    const { body } = await buyer.get<Order>(`/orders/${order.code}`);
    return body.status === 'paid' ? body : null;
  }, `order ${order.code} is paid`);
}

async function bankEvents(order: Order): Promise<string[]> {
  return bankEventsOf(shop, order);
}

test('a declined card leaves the payment open for another one', async () => {
  const order = await newOrder();
  const cards = [
    [declinedCard.cardNumber, 'card_declined'],
    ['4000 0000 0000 9995', 'insufficient_funds'],
    ['4000 0000 0000 0069', 'expired_card'],
    ['5555 5555 5555 4444', 'unknown_test_card'],
  ] as const;
  for (const [cardNumber, reason] of cards) {
    const declined = await confirm(buyer, order, { cardNumber });
    expect(declined.status).toBe(200);
    expect(declined.body).toMatchObject({ status: 'failed', reason, clientSecret: order.payment.clientSecret });
    expect(declined.body.expiresAt).not.toBeNull();
  }
  expect((await buyer.get<Order>(`/orders/${order.code}`)).body.status).toBe('pending');
  const accepted = await confirm(buyer, order);
  expect(accepted.body).toMatchObject({ status: 'succeeded', reason: null, clientSecret: null, expiresAt: null });
  expect((await isPaid(order)).ticketIds).toHaveLength(1);
  expect(await bankEvents(order)).toEqual(['charge.captured', ...Array<string>(4).fill('charge.declined')]);
});

test('a card that cannot be one is refused before the bank sees it, by the field at fault', async () => {
  const order = await newOrder();
  const wrongNumber = await confirm(buyer, order, { cardNumber: '4242 4242 4242 4241' });
  expect(Client.problem(wrongNumber)).toMatchObject({
    status: 422,
    code: 'card_invalid',
    fields: [{ field: 'body.cardNumber', message: 'Ce numéro de carte n’est pas valable.' }],
  });
  const past = await confirm(buyer, order, { expiry: '01/24' });
  expect(Client.problem(past).fields).toEqual([
    { field: 'body.expiry', message: 'La date de cette carte est passée.' },
  ]);
  const malformed: Record<string, string>[] = [
    { expiry: '13/30' },
    { cvc: '12' },
    { cardNumber: 'four two four two' },
    { amountCents: '1' },
  ];
  for (const over of malformed) expect((await confirm(buyer, order, over)).status).toBe(400);
  expect(await bankEvents(order)).toEqual([]);
  expect((await buyer.get<Payment>(`/payments/${order.payment.id}`)).body.status).toBe('requires_payment');
});

test('ten clicks on pay at once take the money once and make the tickets once', async () => {
  const order = await newOrder();
  const clicks = await Promise.all(Array.from({ length: 10 }, () => confirm(buyer, order)));
  expect(clicks).toHaveLength(10);
  for (const click of clicks) expect([click.status, click.body.status]).toEqual([200, 'succeeded']);
  expect((await isPaid(order)).ticketIds).toHaveLength(1);
  expect(await bankEvents(order)).toEqual(['charge.captured']);
  const later = await confirm(buyer, order, { cardNumber: declinedCard.cardNumber });
  expect(later.body.status).toBe('succeeded');
  expect((await confirm(buyer, order, { clientSecret: 'ch_guess' })).status).toBe(404);
});

test('a payment is its buyer’s alone', async () => {
  const order = await newOrder();
  const stranger = await shop.make.login();
  for (const answer of [
    await stranger.get(`/payments/${order.payment.id}`),
    await confirm(stranger, order),
    await confirm(buyer, order, { clientSecret: 'ch_guess' }),
    await confirm(buyer, order, { clientSecret: `${order.payment.clientSecret?.slice(0, -1)}~` }),
  ]) {
    expect(Client.problem(answer)).toMatchObject({ status: 404, code: 'not_found' });
  }
  expect(Client.problem(await shop.client().get(`/payments/${order.payment.id}`)).status).toBe(401);
  const another = await newOrder();
  expect((await confirm(buyer, order, { clientSecret: another.payment.clientSecret ?? '' })).status).toBe(404);
  expect(await bankEvents(order)).toEqual([]);
});

test('of a card number only the last four digits are written down anywhere', async () => {
  const order = await newOrder();
  const pay = `/simulated-bank/payments/${order.payment.id}/confirm`;
  const body = { clientSecret: order.payment.clientSecret, ...acceptedCard, cardNumber: '4242424242424242' };
  expect((await buyer.post(pay, body, { 'idempotency-key': 'card-once' })).status).toBe(200);
  await isPaid(order);
  const { rows: tables } = await sql<{ name: string }>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`.execute(shop.db);
  expect(tables.length).toBeGreaterThan(20);
  let text = '';
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`SELECT t::text AS line FROM ${sql.raw(name)} AS t`.execute(shop.db);
    text += rows.map((row) => row.line).join('\n');
  }
  expect(text).toContain(order.payment.id);
  expect(text).not.toMatch(/4242 ?4242 ?4242/);
  expect(text).not.toContain('card-once');
  const folder = shop.platform.config.simulatedBankDir;
  for (const file of await readdir(folder)) {
    const bytes = (await readFile(join(folder, file))).toString('latin1');
    expect(bytes, file).not.toMatch(/4242 ?4242 ?4242/);
  }
  const kept = booksOf(shop).charges.find((charge) => charge.merchantReference === order.payment.id);
  expect(kept?.cardLastFour).toBe('4242');
});

test('who comes back from the bank sees the money although no webhook came', async () => {
  const order = await newOrder();
  await captureSilently(shop, order);
  expect((await buyer.get<Payment>(`/payments/${order.payment.id}`)).body.status).toBe('succeeded');
  expect((await isPaid(order)).ticketIds).toHaveLength(1);
});

test('the reconciler settles what was captured, and leaves payments of this moment alone', async () => {
  const old = await newOrder();
  const young = await newOrder();
  await captureSilently(shop, old);
  await captureSilently(shop, young);
  await shop.db
    .updateTable('payments.payments')
    .set({ created_at: sql<Date>`now() - interval '3 seconds'` })
    .where('id', '=', old.payment.id)
    .execute();
  await reconcilePayments(shop.platform);
  expect((await isPaid(old)).ticketIds).toHaveLength(1);
  expect((await buyer.get<Order>(`/orders/${young.code}`)).body.payment.status).toBe('requires_payment');
  await buyer.get(`/payments/${young.payment.id}`);
  await isPaid(young);
});

test('the reconciler has an order settled whose own job was lost', async () => {
  const order = await newOrder();
  await captureSilently(shop, order);
  await withTx(shop.db, async (tx) => {
    const { order_id: orderId, provider } = await tx
      .updateTable('payments.payments')
      .set({ status: 'succeeded', succeeded_at: sql<Date>`now() - interval '61 seconds'` })
      .where('id', '=', order.payment.id)
      .returning(['order_id', 'provider'])
      .executeTakeFirstOrThrow();
    await recordCapture(tx, { orderId, paymentId: order.payment.id, provider, amountCents: order.total.cents });
  });
  await reconcilePayments(shop.platform);
  expect((await isPaid(order)).ticketIds).toHaveLength(1);
});
