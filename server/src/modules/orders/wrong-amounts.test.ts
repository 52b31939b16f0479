import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { uuidv7 } from '../../platform/keys/random.ts';

let shop: TestShop;
let buyer: Client;
let session: MadeSession;

beforeAll(async () => {
  shop = await startTestShop();
  buyer = await shop.make.login();
  session = await shop.make.session();
});
afterAll(() => shop.close());

const line = (over: object = {}): object => ({
  session: session.code,
  category: 'A',
  offer: 'duo',
  quantity: 1,
  ...over,
});

test.each([
  ['-1', '-1'],
  ['0', '0'],
  ['1.5', '1.5'],
  ['1e9', '1e9'],
  ['"1"', '"1"'],
  ['NaN', 'NaN'],
  ['null', 'null'],
  ['a list', '[1]'],
  ['1e400', '1e400'],
])('a quantity of %s is refused and leaves no line', async (_name, quantity) => {
  const body = JSON.stringify(line({ quantity: 'HERE' })).replace('"HERE"', quantity);
  const answer = await buyer.call<unknown>('POST', '/cart/lines', { body });
  expect([400, 409]).toContain(answer.status);
  expect((await buyer.get<Cart>('/cart')).body.lines).toEqual([]);
});

test.each([
  ['unitPrice', { cents: 1, currency: 'EUR' }],
  ['unitPriceCents', 1],
  ['amount', { cents: 1, currency: 'USD' }],
  ['currency', 'JPY'],
  ['vatBasisPoints', 0],
  ['discountPercent', 100],
])('a %s sent with a line changes nothing', async (field, value) => {
  const answer = await buyer.post('/cart/lines', line({ [field]: value }));
  expect(answer.status).toBe(400);
  expect((await buyer.get<Cart>('/cart')).body.lines).toEqual([]);
});

test('an order costs what the catalogue says, whatever amount or currency comes with it', async () => {
  const cart = await buyer.post<Cart>('/cart/lines', line({ quantity: 2 }));
  expect(cart.body.total).toEqual({ cents: 18_000, currency: 'EUR' });
  const place = (over: object): ReturnType<typeof buyer.post<Order>> =>
    buyer.post<Order>('/orders', { acceptTerms: true, cartId: cart.body.id, ...over }, { 'idempotency-key': uuidv7() });
  for (const over of [{ total: 1 }, { totalCents: 1 }, { amount: { cents: 1 } }, { currency: 'USD' }]) {
    expect((await place(over)).status).toBe(400);
  }
  const order = await place({});
  expect(order.body).toMatchObject({
    total: { cents: 18_000, currency: 'EUR' },
    includedVat: { cents: 938, currency: 'EUR' },
  });
  expect((await shop.make.pay(buyer, order.body)).documents).toHaveLength(1);
});
