import { randomUUID } from 'node:crypto';
import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { booksOf } from '../../../test/bank.ts';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { cancel, cancellableFor, takenOf } from '../../../test/refunds.ts';
import { StripeStandIn } from '../../../test/stripe-stand-in.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

function sessionAt(pricePerPlaceCents: number) {
  return shop.make.session({ categories: [{ category: 'A', capacity: 10, pricePerPlaceCents }] });
}

test('an order of nothing is paid as it is placed, with its tickets, and asks no bank', async () => {
  const session = await sessionAt(0);
  const buyer = await shop.make.login();
  const order = await shop.make.order(buyer, session, { quantity: 2 });
  expect(order).toMatchObject({ status: 'paid', total: { cents: 0 }, expiresAt: null });
  expect(order.payment).toMatchObject({ provider: 'none', status: 'succeeded', clientSecret: null });
  expect(order.ticketIds).toHaveLength(2);
  expect(order.documents.map(({ kind }) => kind)).toEqual(['invoice']);
  // The page of the payment goes on to the confirmation for this status.
  const payment = await buyer.get<Payment>(`/payments/${order.payment.id}`);
  expect(payment.body).toMatchObject({ status: 'succeeded', checkout: null, upToDate: true });
  const charges = booksOf(shop).charges.filter((charge) => charge.merchantReference === order.payment.id);
  expect(charges).toEqual([]);
  await shop.make.until(async () => {
    const { body } = await buyer.get<Order>(`/orders/${order.code}`);
    return body.timeline.some(({ kind }) => kind === 'mail_sent') ? body : null;
  }, 'the tickets are mailed');
});

test('free tickets are cancelled like others, and no money is given back', async () => {
  const session = await sessionAt(0);
  const buyer = await shop.make.login();
  await cancellableFor(shop, session, 3_600);
  const order = await shop.make.order(buyer, session, { quantity: 2 });
  const [first] = order.ticketIds;
  const one = await cancel(buyer, order, { tickets: [first ?? ''], expectedCents: 0 });
  expect(one.body).toMatchObject({ status: 'partially_refunded', refunded: { cents: 0 } });
  const all = await cancel(buyer, order);
  expect(all.body).toMatchObject({ status: 'cancelled', refunded: { cents: 0 }, ticketIds: [] });
  expect(await takenOf(shop, session)).toBe(0);
});

test('the same request again gives the same order and no second ticket', async () => {
  const session = await sessionAt(0);
  const buyer = await shop.make.login();
  const line = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
  const cart = await buyer.post<Cart>('/cart/lines', line);
  const body = { acceptTerms: true, cartId: cart.body.id };
  const key = { 'idempotency-key': randomUUID() };
  const answers = await Promise.all(Array.from({ length: 6 }, () => buyer.post<Order>('/orders', body, key)));
  const codes = new Set(answers.filter(({ status }) => status === 201).map((answer) => answer.body.code));
  expect(codes.size).toBe(1);
  expect(await takenOf(shop, session)).toBe(1);
});

test('what a provider cannot take is refused before anything is written, and the places stay held', async () => {
  const standIn = new StripeStandIn();
  await standIn.start();
  const other = await startTestShop({ environment: standIn.environment() });
  try {
    for (const [pricePerPlaceCents, code] of [
      [49, 'amount_too_small'],
      [50, null],
    ] as const) {
      const categories = [{ category: 'A', capacity: 10, pricePerPlaceCents }];
      const session = await other.make.session({ categories });
      const buyer = await other.make.login();
      const line = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
      const cart = await buyer.post<Cart>('/cart/lines', line);
      const body = { acceptTerms: true, cartId: cart.body.id };
      const answer = await buyer.post<Order>('/orders', body, { 'idempotency-key': randomUUID() });
      expect(answer.status).toBe(code === null ? 201 : 409);
      if (code === null) continue;
      expect(Client.problem(answer).code).toBe(code);
      expect((await buyer.get<Cart>('/cart')).body.lines).toMatchObject([{ state: 'held' }]);
    }
  } finally {
    await other.close();
    await standIn.close();
  }
});
