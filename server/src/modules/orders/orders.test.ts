import { randomUUID } from 'node:crypto';
import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { keptMails } from '../../../test/mails.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { placeOrder } from './actions/place-order.ts';
import { ordersOfAccount } from './views/order.ts';

let shop: TestShop;
let buyer: Client;
let account: MadeAccount;

beforeAll(async () => {
  shop = await startTestShop();
  account = await shop.make.account();
  buyer = await shop.make.login(account);
});
afterAll(() => shop.close());

interface Wanted {
  code: string;
  offer?: string;
  quantity?: number;
}

async function fillCart(browser: Client, ...wanted: Wanted[]): Promise<string> {
  let cartId: string | null = null;
  for (const { code, offer = 'solo', quantity = 1 } of wanted) {
    const cart = await browser.post<Cart>('/cart/lines', { session: code, category: 'A', offer, quantity });
    expect(cart.status).toBe(201);
    cartId = cart.body.id;
  }
  if (cartId === null) throw new Error('nothing was put into the cart');
  return cartId;
}

function order(browser: Client, cartId: string, key: string = randomUUID()) {
  return browser.post<Order>('/orders', { acceptTerms: true, cartId }, { 'idempotency-key': key });
}

async function countOrders(): Promise<number> {
  const { count } = await shop.db
    .selectFrom('orders.orders')
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

test('a cart becomes an order, a payment, tickets and a mail', async () => {
  const one = await shop.make.session();
  const two = await shop.make.session({ categories: [{ category: 'A', capacity: 50, pricePerPlaceCents: 3_333 }] });
  const cartId = await fillCart(
    buyer,
    { code: one.code, offer: 'duo' },
    { code: two.code, offer: 'solo', quantity: 3 },
  );
  const placed = await order(buyer, cartId);
  expect(placed.status).toBe(201);
  expect(placed.body).toMatchObject({
    status: 'pending',
    total: { cents: 9_000 + 9_999, currency: 'EUR' },
    includedVat: { cents: 469 + 521, currency: 'EUR' },
    payment: { provider: 'simulated-bank', status: 'requires_payment' },
    paidAt: null,
    ticketIds: [],
  });
  expect(placed.body.lines).toMatchObject([
    { session: one.code, offer: 'duo', offerName: 'Duo', quantity: 1, places: 2, unitPrice: { cents: 9_000 } },
    { session: two.code, offer: 'solo', quantity: 3, places: 3, amount: { cents: 9_999 } },
  ]);
  expect(placed.body.payment.payUrl).toBe(`/paiement/${placed.body.payment.id}`);
  expect(placed.body.payment.clientSecret).toMatch(/^ch_/);
  const left = Date.parse(placed.body.expiresAt ?? '') - Date.now();
  expect(left).toBeGreaterThan(14 * 60_000);
  expect(left).toBeLessThanOrEqual(15 * 60_000);
  expect((await buyer.get<Cart>('/cart')).body.lines).toEqual([]);

  const paid = await shop.make.pay(buyer, placed.body);
  expect(paid).toMatchObject({ status: 'paid', expiresAt: null, payment: { status: 'succeeded', clientSecret: null } });
  expect(paid.ticketIds).toHaveLength(4);
  const mails = await shop.make.until(async () => {
    const found = (await keptMails(shop.platform)).filter(({ to }) => to === account.email);
    return found.length > 0 ? found : null;
  }, 'the confirmation is sent');
  expect(mails.map(({ subject }) => subject)).toEqual([`Vos billets, commande ${paid.code}`]);
});

test('the client sends no amount, price or quantity with an order', async () => {
  const { code } = await shop.make.session();
  const cartId = await fillCart(buyer, { code });
  for (const extra of [
    { total: { cents: 1, currency: 'EUR' } },
    { amountCents: 1 },
    { lines: [] },
    { currency: 'USD' },
  ]) {
    const answer = await buyer.post(
      '/orders',
      { acceptTerms: true, cartId, ...extra },
      { 'idempotency-key': randomUUID() },
    );
    expect(Client.problem(answer)).toMatchObject({ status: 400, code: 'invalid_request' });
  }
  const unaccepted = await buyer.post('/orders', { acceptTerms: false, cartId }, { 'idempotency-key': randomUUID() });
  expect(unaccepted.status).toBe(400);
  const keyless = await buyer.post('/orders', { acceptTerms: true, cartId });
  expect(Client.problem(keyless).code).toBe('idempotency_key_missing');
  expect((await order(buyer, cartId)).body.total.cents).toBe(5_000);
});

test('the price is the catalogue’s when the order is placed', async () => {
  const { id, code } = await shop.make.session();
  const cartId = await fillCart(buyer, { code });
  await shop.db
    .updateTable('catalog.session_categories')
    .set({ price_per_place_cents: 6_000 })
    .where('session_id', '=', id)
    .execute();
  const placed = await order(buyer, cartId);
  expect(placed.body.total.cents).toBe(6_000);
  await shop.db
    .updateTable('catalog.session_categories')
    .set({ price_per_place_cents: 7_000 })
    .where('session_id', '=', id)
    .execute();
  expect((await buyer.get<Order>(`/orders/${placed.body.code}`)).body.total.cents).toBe(6_000);
});

test('what is no longer on sale is not sold, and the cart keeps it', async () => {
  const { id, code } = await shop.make.session();
  const browser = await shop.make.login();
  const cartId = await fillCart(browser, { code });
  await shop.db.updateTable('catalog.sessions').set({ status: 'withdrawn' }).where('id', '=', id).execute();
  expect(Client.problem(await order(browser, cartId)).code).toBe('sales_closed');
  expect((await browser.get<Cart>('/cart')).body.lines).toHaveLength(1);
});

test('an offer that admits other places than those held is not sold for them', async () => {
  const { code } = await shop.make.session();
  const browser = await shop.make.login();
  const cartId = await fillCart(browser, { code, offer: 'duo' });
  await shop.db.updateTable('catalog.offers').set({ places: 3 }).where('code', '=', 'duo').execute();
  expect(Client.problem(await order(browser, cartId)).code).toBe('hold_expired');
  await shop.db.updateTable('catalog.offers').set({ places: 2 }).where('code', '=', 'duo').execute();
  expect((await order(browser, cartId)).status).toBe(201);
});

test('an empty cart, another’s cart and a cart whose time is over make no order', async () => {
  const { code } = await shop.make.session();
  const browser = await shop.make.login();
  const cartId = await fillCart(browser, { code });
  expect(Client.problem(await order(buyer, cartId)).code).toBe('not_found');
  expect(Client.problem(await order(buyer, randomUUID())).code).toBe('not_found');
  expect(Client.problem(await order(shop.client(), cartId)).code).toBe('unauthenticated');
  await shop.db
    .updateTable('inventory.holds')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('cart_id', '=', cartId)
    .execute();
  expect(Client.problem(await order(browser, cartId)).code).toBe('hold_expired');
  await browser.call('DELETE', `/cart/lines/${(await browser.get<Cart>('/cart')).body.lines[0]?.id}`);
  expect(Client.problem(await order(browser, cartId)).code).toBe('cart_empty');
});

test('the same key gives the same reply byte for byte, another body is refused', async () => {
  const { code } = await shop.make.session();
  const cartId = await fillCart(buyer, { code });
  const key = randomUUID();
  const first = await order(buyer, cartId, key);
  expect(first.status).toBe(201);
  const again = await order(buyer, cartId, key);
  expect(again.status).toBe(201);
  expect(again.bytes.equals(first.bytes)).toBe(true);
  const other = await order(buyer, randomUUID(), key);
  expect(Client.problem(other)).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
});

test('twenty calls at once with one key are one order', async () => {
  const { code } = await shop.make.session();
  const cartId = await fillCart(buyer, { code });
  const key = randomUUID();
  const before = await countOrders();
  const answers = await Promise.all(Array.from({ length: 20 }, () => order(buyer, cartId, key)));
  const made = answers.filter((answer) => answer.status === 201);
  expect(made.length).toBeGreaterThanOrEqual(1);
  expect(new Set(made.map((answer) => answer.bytes.toString())).size).toBe(1);
  for (const answer of answers.filter((each) => each.status !== 201)) {
    expect(Client.problem(answer)).toMatchObject({ status: 409, code: 'request_in_progress' });
    expect(answer.headers.get('retry-after')).toBe('1');
  }
  expect((await order(buyer, cartId, key)).bytes.equals(made[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
  expect(await countOrders()).toBe(before + 1);
});

test('a key is one order even where no reply was kept', async () => {
  const { code } = await shop.make.session();
  const cartId = await fillCart(buyer, { code });
  const before = await countOrders();
  const request = { accountId: account.id, cartId, idempotencyKey: randomUUID(), locale: 'fr' as const };
  const placed = await Promise.all(Array.from({ length: 8 }, () => placeOrder(shop.platform, request)));
  const codes = placed.map((each) => (isRefusal(each) ? each.code : each.code));
  expect(new Set(codes).size).toBe(1);
  expect(await countOrders()).toBe(before + 1);
  const other = await placeOrder(shop.platform, { ...request, cartId: randomUUID() });
  expect(isRefusal(other) && other.code).toBe('idempotency_key_reused');
});

test('an order is read by its owner only, and as people write its code', async () => {
  const placed = await shop.make.order(buyer, await shop.make.session());
  const asWritten = placed.code
    .toLowerCase()
    .replaceAll('z', '2')
    .replaceAll('a', '4')
    .replaceAll('s', '5')
    .replaceAll('g', '6');
  expect((await buyer.get<Order>(`/orders/${asWritten}`)).body.code).toBe(placed.code);
  const stranger = await shop.make.login();
  const hidden = await stranger.get(`/orders/${placed.code}`);
  const absent = await stranger.get('/orders/AAAAAA');
  expect(Client.problem(hidden)).toMatchObject({ status: 404, code: 'not_found' });
  expect({ ...Client.problem(hidden), requestId: '' }).toEqual({ ...Client.problem(absent), requestId: '' });
  expect((await stranger.get<{ items: Order[] }>('/orders')).body.items).toEqual([]);
  expect((await buyer.get('/orders/AAAAA1')).status).toBe(400);
});

test('orders are listed newest first, page by page, each once', async () => {
  const session = await shop.make.session();
  const browser = await shop.make.login();
  const codes: string[] = [];
  for (let made = 0; made < 5; made += 1) codes.unshift((await shop.make.order(browser, session)).code);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`;
    const page: { items: Order[]; nextCursor: string | null } = (
      await browser.get<{ items: Order[]; nextCursor: string | null }>(`/orders${query}`)
    ).body;
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map((item) => item.code));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(codes);
  expect((await browser.get('/orders?cursor=nonsense')).status).toBe(400);
});

test('a list of many orders costs as many reads as one order', async () => {
  const session = await shop.make.session();
  const owner = await shop.make.account();
  const browser = await shop.make.login(owner);
  let reads = 0;
  const counted = shop.db.withPlugin({
    transformQuery: ({ node }) => {
      reads += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const list = async () => {
    reads = 0;
    const page = await ordersOfAccount(counted, { accountId: owner.id, cursor: undefined, limit: 100, locale: 'fr' });
    return { orders: page?.items.length, reads };
  };
  await shop.make.order(browser, session);
  const one = await list();
  for (let made = 0; made < 4; made += 1) await shop.make.order(browser, session);
  expect(await list()).toEqual({ orders: 5, reads: one.reads });
  expect(one).toMatchObject({ orders: 1 });
});
