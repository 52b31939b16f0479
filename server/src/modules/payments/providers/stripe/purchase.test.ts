import type { Order } from '@og-tickets/contract/orders.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Client } from '../../../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../../../test/harness.ts';
import { checkInvariants } from '../../../../../test/invariants.ts';
import type { Intent, StripeEvent } from '../../../../../test/stripe-books.ts';
import { deliverStripe, standInPublicKey, StripeStandIn } from '../../../../../test/stripe-stand-in.ts';
import { withTx } from '../../../../platform/database/database.ts';
import { expireOrder } from '../../../orders/actions/expire-order.ts';
import { reconcilePayments } from '../../actions/reconcile-payments.ts';
import { closePayment, requestRefund } from '../../index.ts';

// Whole purchases: the real shop, the real SDK, the stand-in of Stripe on this machine.

const standIn = new StripeStandIn();
let shop: TestShop;
let buyer: Client;

beforeAll(async () => {
  await standIn.start();
  shop = await startTestShop({ environment: standIn.environment() });
});
beforeEach(async () => {
  buyer = await shop.make.login();
  standIn.faults.length = 0;
  standIn.books.refundsPend = false;
});
/** Orders of which a test below gave money back without taking tickets. */
const movedByHand: string[] = [];
afterAll(async () => {
  await shop.close({ movedByHand });
  await standIn.close();
});

async function placed(offer = 'solo'): Promise<{ order: Order; intent: Intent }> {
  const order = await shop.make.order(buyer, await shop.make.session(), { offer });
  return { order, intent: standIn.intentOf(order.payment) };
}

async function readPayment(order: Order): Promise<Payment> {
  return (await buyer.get<Payment>(`/payments/${order.payment.id}`)).body;
}

function untilOrder(order: Order, status: Order['status']): Promise<Order> {
  return shop.make.until(async () => {
    const { body } = await buyer.get<Order>(`/orders/${order.code}`);
    return body.status === status ? body : null;
  }, `order ${order.code} is ${status}`);
}

function only(intent: Intent, type: string): StripeEvent {
  const [event, ...more] = standIn.eventsOf(intent.id, type);
  if (event === undefined || more.length > 0) throw new Error(`not one event ${type}`);
  return event;
}

async function ticketsOf(order: Order): Promise<number> {
  const { rows } = await sql`SELECT FROM tickets.tickets AS t JOIN orders.orders AS o ON o.id = t.order_id
    WHERE o.code = ${order.code}`.execute(shop.db);
  return rows.length;
}

test('an order is paid by the Payment Element and told by webhook, five times and at once: one effect', async () => {
  const { order, intent } = await placed('famille');
  expect(order.payment).toMatchObject({ provider: 'stripe', status: 'requires_payment' });
  expect(intent).toMatchObject({ amount: order.total.cents, metadata: { og_order: order.code } });
  const payment = await readPayment(order);
  expect(payment.checkout).toEqual({
    kind: 'stripe',
    publishableKey: standInPublicKey,
    clientSecret: intent.client_secret,
  });
  standIn.books.confirm(intent.id, 'pm_card_visa');
  const succeeded = only(intent, 'payment_intent.succeeded');
  const statuses = await Promise.all(Array.from({ length: 5 }, () => deliverStripe(shop.url, succeeded)));
  expect(statuses).toEqual(Array<number>(5).fill(204));
  await untilOrder(order, 'paid');
  expect(await ticketsOf(order)).toBe(1);
  expect(await readPayment(order)).toMatchObject({ status: 'succeeded', checkout: null, clientSecret: null });
  const kept = await shop.db
    .selectFrom('payments.provider_events')
    .select('kind')
    .where('payment_id', '=', order.payment.id)
    .execute();
  expect(kept).toEqual([{ kind: 'payment_intent.succeeded' }]);
});

test('the return to the page is enough when the webhook is lost', async () => {
  const { order, intent } = await placed();
  standIn.books.confirm(intent.id, 'pm_card_visa');
  expect(await readPayment(order)).toMatchObject({ status: 'succeeded' });
  await untilOrder(order, 'paid');
});

test('the reconciler is enough when webhook and return are lost', async () => {
  const { order, intent } = await placed();
  standIn.books.confirm(intent.id, 'pm_card_visa');
  await shop.db
    .updateTable('payments.payments')
    .set({ created_at: sql<Date>`now() - interval '2 minutes'` })
    .where('id', '=', order.payment.id)
    .execute();
  await reconcilePayments(shop.platform);
  await untilOrder(order, 'paid');
});

test('a declined card says why and may be followed by another; the old webhook coming late changes nothing', async () => {
  const { order, intent } = await placed();
  standIn.books.confirm(intent.id, 'pm_card_chargeDeclinedInsufficientFunds');
  const declined = only(intent, 'payment_intent.payment_failed');
  expect(await deliverStripe(shop.url, declined)).toBe(204);
  expect(await readPayment(order)).toMatchObject({ status: 'failed', reason: 'insufficient_funds' });
  expect((await readPayment(order)).checkout).not.toBeNull();
  standIn.books.confirm(intent.id, 'pm_card_visa');
  expect(await deliverStripe(shop.url, only(intent, 'payment_intent.succeeded'))).toBe(204);
  expect(await deliverStripe(shop.url, { ...declined, id: `${declined.id}again` })).toBe(204);
  await untilOrder(order, 'paid');
  expect(await readPayment(order)).toMatchObject({ status: 'succeeded', reason: null });
});

test('3-D Secure: waited for, refused, then accepted, its events in the wrong order', async () => {
  const { order, intent } = await placed();
  standIn.books.confirm(intent.id, 'pm_card_authenticationRequired');
  expect(await readPayment(order)).toMatchObject({ status: 'requires_action' });
  expect((await readPayment(order)).checkout).not.toBeNull();
  standIn.books.decide(intent.id, false);
  expect(await readPayment(order)).toMatchObject({ status: 'failed', reason: 'authentication_failed' });
  standIn.books.confirm(intent.id, 'pm_card_authenticationRequired');
  standIn.books.decide(intent.id, true);
  const told = standIn.books.events.filter((event) => JSON.stringify(event).includes(intent.id)).toReversed();
  expect(told.map((event) => event.type)).toEqual([
    'payment_intent.succeeded',
    'payment_intent.requires_action',
    'payment_intent.payment_failed',
    'payment_intent.requires_action',
  ]);
  for (const event of told) expect(await deliverStripe(shop.url, event)).toBe(204);
  await untilOrder(order, 'paid');
  expect(await readPayment(order)).toMatchObject({ status: 'succeeded' });
});

test('at its end an unpaid order is closed at Stripe: no card can pay it any more', async () => {
  const { order, intent } = await placed();
  expect(await closePayment(shop.platform, order.payment.id)).toBe('closed');
  expect(standIn.books.intent(intent.id)).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
  expect(() => standIn.books.confirm(intent.id, 'pm_card_visa')).toThrow();
  expect(await deliverStripe(shop.url, only(intent, 'payment_intent.canceled'))).toBe(204);
  expect(await readPayment(order)).toMatchObject({ status: 'failed', reason: 'order_expired', checkout: null });
});

test('what was paid while the order was being closed counts; what the bank still decides keeps it open', async () => {
  const { order, intent } = await placed();
  standIn.books.confirm(intent.id, 'pm_card_slow');
  await expect(closePayment(shop.platform, order.payment.id)).rejects.toThrow('payment_intent_unexpected_state');
  expect(await readPayment(order)).toMatchObject({ status: 'processing' });
  standIn.books.decide(intent.id, true);
  expect(await closePayment(shop.platform, order.payment.id)).toBe('captured');
  await untilOrder(order, 'paid');
});

/** Ends an order as its job does at its deadline. */
async function expire(order: Order): Promise<void> {
  const past = sql<Date>`now() - interval '1 second'`;
  const { id } = await shop.db
    .updateTable('orders.orders')
    .set({ expires_at: past })
    .where('code', '=', order.code)
    .returning('id')
    .executeTakeFirstOrThrow();
  await shop.db.updateTable('payments.payments').set({ expires_at: past }).where('order_id', '=', id).execute();
  await expireOrder(shop.platform, id);
}

/** Money that Stripe should not have taken any more: as if the card had won against the cancellation. */
async function payAfterEnd(intent: Intent): Promise<void> {
  standIn.books.intent(intent.id).status = 'requires_payment_method';
  standIn.books.confirm(intent.id, 'pm_card_visa');
  expect(await deliverStripe(shop.url, only(intent, 'payment_intent.succeeded'))).toBe(204);
}

test('late money takes its places again, or goes back by itself once when they are gone', async () => {
  const free = await placed();
  await expire(free.order);
  expect(standIn.books.intent(free.intent.id).status).toBe('canceled');
  await untilOrder(free.order, 'expired');
  await payAfterEnd(free.intent);
  await untilOrder(free.order, 'paid');
  expect(await ticketsOf(free.order)).toBe(1);

  const session = await shop.make.session({ categories: [{ category: 'A', capacity: 1, pricePerPlaceCents: 5_000 }] });
  const late = await shop.make.order(buyer, session);
  const intent = standIn.intentOf(late.payment);
  await expire(late);
  await shop.make.order(await shop.make.login(), session);
  await payAfterEnd(intent);
  await shop.make.until(
    async () => (standIn.books.refundedCents(intent.id) === intent.amount ? true : null),
    'the money went back',
  );
  const [refund, ...more] = standIn.books.refunds.values().filter((one) => one.payment_intent === intent.id);
  expect(more).toEqual([]);
  for (const event of standIn.eventsOf(refund?.id ?? '', 'refund.created')) {
    expect(await deliverStripe(shop.url, event)).toBe(204);
  }
  expect(await ticketsOf(late)).toBe(0);
  expect(await readPayment(late)).toMatchObject({ status: 'refunded' });
});

test('Stripe away when the order is placed: the order stands, and the payment page opens the charge', async () => {
  const alert = vi.spyOn(shop.platform.log, 'error');
  standIn.faults.push({ on: 'POST /v1/payment_intents', how: 'rate_limited' });
  const order = await shop.make.order(buyer, await shop.make.session());
  expect(order.payment.clientSecret).toBeNull();
  expect(alert.mock.calls.map(([said]) => said)).toContainEqual(
    expect.objectContaining({ alert: 'payment_not_started' }),
  );
  alert.mockRestore();
  const payment = await readPayment(order);
  expect(payment.checkout).toMatchObject({ kind: 'stripe' });
  standIn.books.confirm(standIn.intentOf(order.payment).id, 'pm_card_visa');
  expect(await readPayment(order)).toMatchObject({ status: 'succeeded' });
  await untilOrder(order, 'paid');
});

test('refunds in parts and on their way: done only when Stripe says so', async () => {
  const { order, intent } = await placed();
  standIn.books.confirm(intent.id, 'pm_card_visa');
  expect(await readPayment(order)).toMatchObject({ status: 'succeeded' });
  await untilOrder(order, 'paid');
  movedByHand.push(order.code);
  const paymentId = order.payment.id;
  const [part, rest] = [1_500, order.total.cents - 1_600];
  await withTx(shop.db, (tx) => requestRefund(tx, { paymentId, amountCents: part, reason: 'test' }));
  await shop.make.until(async () => (await refundStatuses(paymentId)).includes('succeeded') || null, 'a part is back');
  standIn.books.refundsPend = true;
  await withTx(shop.db, (tx) => requestRefund(tx, { paymentId, amountCents: rest, reason: 'test' }));
  await shop.make.until(
    async () => (standIn.books.refundedCents(intent.id) === part + rest ? true : null),
    'the rest is on its way',
  );
  expect(await readPayment(order)).toMatchObject({ status: 'succeeded' });
  expect((await refundStatuses(paymentId)).toSorted()).toEqual(['requested', 'succeeded']);
  const pending = standIn.books.refunds.values().find((one) => one.status === 'pending');
  standIn.books.endRefund(pending?.id ?? '', 'succeeded');
  const events = standIn.books.events.filter(
    (event) => event.type.startsWith('refund.') || event.type === 'charge.refunded',
  );
  // Twice, the newest first.
  for (const event of [...events, ...events].toReversed()) expect(await deliverStripe(shop.url, event)).toBe(204);
  expect(await refundStatuses(paymentId)).toEqual(['succeeded', 'succeeded']);
  expect(standIn.books.refundedCents(intent.id)).toBe(part + rest);
});

async function refundStatuses(paymentId: string): Promise<string[]> {
  const rows = await shop.db
    .selectFrom('payments.refunds')
    .select('status')
    .where('payment_id', '=', paymentId)
    .execute();
  return rows.map((row) => row.status);
}

test('forty purchases whose webhooks come shuffled, doubled and at once: each is paid once', async () => {
  const made: { order: Order; intent: Intent }[] = [];
  for (let i = 0; i < 40; i += 1) {
    if (i % 20 === 0) buyer = await shop.make.login();
    made.push(await placed());
  }
  for (const [i, { intent }] of made.entries()) {
    if (i % 3 === 0) standIn.books.confirm(intent.id, 'pm_card_chargeDeclined');
    if (i % 4 === 0) standIn.books.confirm(intent.id, 'pm_card_authenticationRequired');
    if (standIn.books.intent(intent.id).status === 'requires_action') standIn.books.decide(intent.id, true);
    else standIn.books.confirm(intent.id, 'pm_card_visa');
  }
  const ids = new Set(made.map(({ intent }) => intent.id));
  const events = standIn.books.events.filter((event) => [...ids].some((id) => JSON.stringify(event).includes(id)));
  const waiting = [...events, ...events, ...events]
    .map((event) => ({ event, at: Math.random() }))
    .toSorted((one, other) => one.at - other.at);
  const statuses: number[] = [];
  const postman = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      statuses.push(await deliverStripe(shop.url, next.event));
    }
  };
  await Promise.all(Array.from({ length: 20 }, postman));
  expect(new Set(statuses)).toEqual(new Set([204]));
  await shop.make.until(async () => {
    const codes = made.map(({ order }) => order.code);
    const rows = await shop.db.selectFrom('orders.orders').select('status').where('code', 'in', codes).execute();
    return rows.every((row) => row.status === 'paid') ? true : null;
  }, 'every order is paid');
  for (const { order } of made) expect(await ticketsOf(order)).toBe(1);
  expect(await checkInvariants(shop.db, { settled: true, movedByHand })).toEqual([]);
});
