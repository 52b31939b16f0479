import type { Order } from '@og-tickets/contract/orders.ts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTestShop, type TestShop } from '../../../../../test/harness.ts';
import type { Intent, StripeEvent } from '../../../../../test/stripe-books.ts';
import { deliverStripe, signStripe, StripeStandIn, tellStripe } from '../../../../../test/stripe-stand-in.ts';
import { stripeToleranceSeconds } from './verify-event.ts';

// What Stripe, somebody who claims to be Stripe, or another use of the same account tells the shop.

const standIn = new StripeStandIn();
let shop: TestShop;
let order: Order;
let intent: Intent;
let succeeded: StripeEvent;
const alert = () => vi.spyOn(shop.platform.log, 'error').mockClear();

beforeAll(async () => {
  await standIn.start();
  shop = await startTestShop({ environment: standIn.environment() });
});
beforeEach(async () => {
  order = await shop.make.order(await shop.make.login(), await shop.make.session());
  intent = standIn.intentOf(order.payment);
  // Of the event alone: at the stand-in nobody has paid, so that whoever believes it can be told by the payment's state.
  succeeded = standIn.books.addEvent('payment_intent.succeeded', {
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
  });
});
afterAll(async () => {
  await shop.close({ invariantsBroken: true });
  await standIn.close();
});

async function payment() {
  return shop.db
    .selectFrom('payments.payments')
    .select(['status', 'succeeded_at'])
    .where('id', '=', order.payment.id)
    .executeTakeFirstOrThrow();
}

async function keptEvents(): Promise<number> {
  const rows = await shop.db
    .selectFrom('payments.provider_events')
    .select('event_id')
    .where('payment_id', '=', order.payment.id)
    .execute();
  return rows.length;
}

function changed(some: Partial<Intent>): string {
  const object = { ...intent, status: 'succeeded', amount_received: intent.amount, ...some };
  return JSON.stringify({ ...succeeded, data: { object } });
}

test('none of seventy-five forged webhooks is believed, and each raises an alert', async () => {
  const error = alert();
  const body = JSON.stringify(succeeded);
  const honest = signStripe(body);
  const other = await shop.make.order(await shop.make.login(), await shop.make.session());
  const another = standIn.intentOf(other.payment);
  const forgeries: (() => Promise<number>)[] = [
    () => tellStripe(shop.url, body, null),
    () => tellStripe(shop.url, body, ''),
    () => tellStripe(shop.url, body, 't=1,v1=00'),
    () => tellStripe(shop.url, body, honest.replace('v1=', 'v0=')),
    () =>
      tellStripe(
        shop.url,
        body,
        honest.replace(/v1=./, (start) => (start === 'v1=0' ? 'v1=1' : 'v1=0')),
      ),
    () => tellStripe(shop.url, body, signStripe(body, { secret: `whsec_${'another0'.repeat(4)}` })),
    () => tellStripe(shop.url, body, signStripe(body, { ageSeconds: stripeToleranceSeconds + 5 })),
    () => tellStripe(shop.url, body, signStripe(body, { ageSeconds: -stripeToleranceSeconds - 5 })),
    // The same event in other bytes, and other events under the signature of this one.
    () => tellStripe(shop.url, JSON.stringify(succeeded, null, 2), honest),
    () => tellStripe(shop.url, body.replace(order.code, other.code), honest),
    // From here on Stripe itself would have signed: what it says is not what we asked for.
    () => tellStripe(shop.url, changed({ amount_received: intent.amount - 1 })),
    () => tellStripe(shop.url, changed({ currency: 'usd' })),
    () => tellStripe(shop.url, changed({ metadata: { ...intent.metadata, og_order: other.code } })),
    () => tellStripe(shop.url, changed({ metadata: { ...intent.metadata, og_payment: other.payment.id } })),
    () => tellStripe(shop.url, changed({ id: another.id })),
  ];
  let sent = 0;
  for (let round = 0; round < 5; round += 1) {
    for (const forge of forgeries) {
      expect([forge.toString(), await forge()]).toEqual([forge.toString(), 400]);
      sent += 1;
    }
  }
  expect(sent).toBe(75);
  expect(error.mock.calls).toHaveLength(sent);
  const alerts = new Set(error.mock.calls.map(([said]) => Object(said).alert));
  expect(alerts).toEqual(new Set(['webhook_forged', 'payment_mismatch']));
  expect(await payment()).toEqual({ status: 'requires_payment', succeeded_at: null });
  expect(await keptEvents()).toBe(0);
  error.mockRestore();
});

test('an honest one is believed to the edge of its age', async () => {
  const body = JSON.stringify(succeeded);
  expect(await tellStripe(shop.url, body, signStripe(body, { ageSeconds: stripeToleranceSeconds - 5 }))).toBe(204);
  expect(await payment()).toMatchObject({ status: 'succeeded' });
});

test('kinds that nobody asked for and other uses of the account have no effect and no alert', async () => {
  const error = alert();
  const events = [
    standIn.books.addEvent('payment_intent.created', intent),
    standIn.books.addEvent('customer.created', { id: 'cus_1', object: 'customer' }),
    standIn.books.addEvent('a.kind_of_tomorrow', { id: 'x' }),
    standIn.books.addEvent('payment_intent.succeeded', {
      ...intent,
      id: 'pi_other',
      status: 'succeeded',
      metadata: {},
    }),
    standIn.books.addEvent('charge.refunded', { id: 'ch_other', metadata: {}, payment_intent: 'pi_other' }),
  ];
  for (const event of events) expect(await deliverStripe(shop.url, event)).toBe(204);
  expect(error.mock.calls).toEqual([]);
  expect(await payment()).toMatchObject({ status: 'requires_payment' });
  expect(await keptEvents()).toBe(0);
  error.mockRestore();
});

test('a dispute and a refund made by hand are told to the operator and change nothing', async () => {
  const error = alert();
  const warn = vi.spyOn(shop.platform.log, 'warn').mockClear();
  const dispute = { id: 'dp_1', object: 'dispute', amount: 5_000, reason: 'fraudulent', payment_intent: intent.id };
  expect(await deliverStripe(shop.url, standIn.books.addEvent('charge.dispute.created', dispute))).toBe(204);
  expect(error.mock.calls[0]?.[0]).toMatchObject({ alert: 'payment_disputed', dispute: 'dp_1', charge: intent.id });
  const byHand = {
    id: 're_1',
    object: 'refund',
    amount: 100,
    status: 'succeeded',
    metadata: {},
    payment_intent: intent.id,
  };
  expect(await deliverStripe(shop.url, standIn.books.addEvent('refund.created', byHand))).toBe(204);
  expect(warn.mock.calls[0]?.[0]).toMatchObject({ alert: 'refund_unknown', refund: 're_1', charge: intent.id });
  const invented = { ...byHand, id: 're_2', metadata: { og_refund: crypto.randomUUID() } };
  expect(await deliverStripe(shop.url, standIn.books.addEvent('refund.updated', invented))).toBe(400);
  expect(error.mock.calls[1]?.[0]).toMatchObject({ alert: 'refund_mismatch', payment: order.payment.id });
  expect(await payment()).toMatchObject({ status: 'requires_payment' });
  expect(await keptEvents()).toBe(0);
  error.mockRestore();
  warn.mockRestore();
});

test('a refund’s webhook that comes while Stripe cannot be asked is sent again later', async () => {
  const refund = { id: 're_3', object: 'refund', amount: 1, status: 'succeeded', payment_intent: intent.id };
  const event = standIn.books.addEvent('refund.updated', { ...refund, metadata: { og_refund: crypto.randomUUID() } });
  standIn.faults.push({ on: 'GET /v1/payment_intents', how: 'rate_limited' });
  expect(await deliverStripe(shop.url, event)).toBe(500);
  expect(standIn.faults).toEqual([]);
});

test('a shop without Stripe knows no such provider', async () => {
  const plain = await startTestShop();
  expect(await deliverStripe(plain.url, succeeded)).toBe(404);
  await plain.close();
});
