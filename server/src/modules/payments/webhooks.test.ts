import { randomUUID } from 'node:crypto';
import type { Order } from '@og-tickets/contract/orders.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { booksOf, chargeOf, eventBody, tell } from '../../../test/bank.ts';
import type { Client } from '../../../test/client.ts';
import { acceptedCard } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import type { ProviderCharge } from './providers/provider.ts';
import { openSimulatedBank } from './providers/simulated-bank/bank.ts';
import { signEvent } from '../../simulated-bank/secrets.ts';
import { signatureToleranceSeconds } from './providers/simulated-bank/signature.ts';

let shop: TestShop;
let buyer: Client;

beforeAll(async () => {
  shop = await startTestShop();
  buyer = await shop.make.login();
});
afterAll(() => shop.close());

async function orders(count: number): Promise<Order[]> {
  const made: Order[] = [];
  let browser = buyer;
  for (let i = 0; i < count; i += 1) {
    // An account may have 30 places at most.
    if (i % 25 === 0) browser = await shop.make.login();
    made.push(await shop.make.order(browser, await shop.make.session()));
  }
  return made;
}

test('none of sixty forged webhooks is believed, and each raises an alert', async () => {
  const alert = vi.spyOn(shop.platform.log, 'error');
  const [order, another] = await orders(2);
  if (order === undefined || another === undefined) throw new Error('no orders to forge for');
  const open = await chargeOf(shop, order);
  const other = await chargeOf(shop, another);
  const charge: ProviderCharge = { ...open, state: 'captured' };
  const keys = shop.platform.keys.bankWebhook;
  const foreign = { currentId: 1, keys: new Map([[1, Buffer.alloc(32, 5)]]) };
  const sign = (body: string, ageSeconds = 0) => signEvent(keys, Buffer.from(body), Date.now() - ageSeconds * 1_000);
  const tolerance = signatureToleranceSeconds + 5;
  const forgeries: (() => Promise<number>)[] = [];
  for (let round = 0; round < 5; round += 1) {
    const body = eventBody(charge);
    const honest = sign(body);
    forgeries.push(
      () => tell(shop, body, null),
      () => tell(shop, body, 't=1,v1=00'),
      () => tell(shop, body, signEvent(foreign, Buffer.from(body), Date.now())),
      () => tell(shop, body, sign(body, tolerance)),
      () => tell(shop, body, sign(body, -tolerance)),
      () => tell(shop, JSON.stringify(JSON.parse(body), null, 2), honest),
      () => tell(shop, body.replace(open.orderCode, another.code), honest),
      // From here on the bank itself would have signed: what it says is not what we asked for.
      () => tell(shop, eventBody({ ...charge, merchantReference: other.merchantReference })),
      () => tell(shop, eventBody({ ...charge, orderCode: another.code })),
      () => tell(shop, eventBody({ ...charge, amountCents: charge.amountCents - 1 })),
      () => tell(shop, eventBody({ ...charge, currency: 'USD' })),
      () => tell(shop, eventBody({ ...charge, id: other.id })),
    );
  }
  expect(forgeries).toHaveLength(60);
  const statuses = await Promise.all(forgeries.map((forge) => forge()));
  expect(statuses).toEqual(Array<number>(60).fill(400));
  expect(alert.mock.calls.length).toBeGreaterThanOrEqual(60);
  alert.mockRestore();
  for (const each of [order, another]) {
    const row = await shop.db
      .selectFrom('payments.payments')
      .select(['status', 'reason'])
      .where('id', '=', each.payment.id)
      .executeTakeFirst();
    expect(row).toEqual({ status: 'requires_payment', reason: null });
    const events = await shop.db
      .selectFrom('payments.provider_events')
      .select('event_id')
      .where('payment_id', '=', each.payment.id)
      .execute();
    expect(events).toEqual([]);
  }
});

test('a signed event of an unknown payment, an unknown refund or no sense at all changes nothing', async () => {
  const [order] = await orders(1);
  if (order === undefined) throw new Error('no order');
  const charge = await chargeOf(shop, order);
  const strange = [
    eventBody({ ...charge, state: 'captured', merchantReference: randomUUID() }),
    eventBody(charge, { kind: 'refund.succeeded', refund: { refundId: randomUUID(), amountCents: 100 } }),
    '{}',
    '[]',
    'null',
    '{"id":1}',
  ];
  for (const body of strange) expect(await tell(shop, body), body).toBe(400);
  const row = await shop.db
    .selectFrom('payments.payments')
    .select('status')
    .where('id', '=', order.payment.id)
    .executeTakeFirst();
  expect(row?.status).toBe('requires_payment');
});

test('the bank tells the shop by itself', async () => {
  const [order] = await orders(1);
  if (order === undefined) throw new Error('no order');
  const charge = await chargeOf(shop, order);
  const bank = openSimulatedBank(shop.platform);
  await bank.payByCard(charge.id, order.payment.clientSecret ?? '', acceptedCard);
  const told = await shop.make.until(
    async () =>
      booksOf(shop).events.find((event) => event.chargeId === charge.id && event.deliveredMs !== null) ?? null,
    'the event is delivered',
  );
  expect(told.kind).toBe('charge.captured');
  const kept = await shop.db.selectFrom('payments.provider_events').select('event_id').execute();
  expect(kept.map((row) => row.event_id)).toContain(told.id);
  await shop.make.until(async () => {
    const row = await shop.db
      .selectFrom('orders.orders')
      .select('status')
      .where('code', '=', order.code)
      .executeTakeFirst();
    return row?.status === 'paid' ? true : null;
  }, 'the order is paid');
});

test('there is no webhook of a provider that the shop does not have', async () => {
  const answer = await shop.client().post('/payments/webhooks/stripe', {});
  expect(answer.status).toBe(404);
});
