import type { Order } from '@og-tickets/contract/orders.ts';
import type { Refund } from '@og-tickets/contract/refunds.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { booksOf, chargeOf } from '../../../test/bank.ts';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { loginAsAdmin } from '../../../test/refunds.ts';
import { withTx } from '../../platform/database/database.ts';
import { failRefund } from './actions/fail-refund.ts';
import { recordRefund } from './actions/record-refund.ts';
import { requestRefund } from './actions/request-refund.ts';
import { lockPayment } from './sql/payments.ts';
import { openSimulatedBank } from './providers/simulated-bank/bank.ts';

let shop: TestShop;
let buyer: Client;

beforeAll(async () => {
  shop = await startTestShop();
  buyer = await shop.make.login();
});
// These tests give money back and leave the tickets, which only an order's cancellation may do.
afterAll(() => shop.close({ invariantsBroken: true }));

async function paidOrder(): Promise<Order> {
  return shop.make.pay(buyer, await shop.make.order(buyer, await shop.make.session()));
}

async function refund({ payment }: Order, amountCents: number): Promise<boolean> {
  const wanted = { paymentId: payment.id, amountCents, reason: 'goodwill' };
  return (await withTx(shop.db, (tx) => requestRefund(tx, wanted))) !== null;
}

async function refundedAtBank({ payment }: Order): Promise<number> {
  return booksOf(shop).charges.find((charge) => charge.merchantReference === payment.id)?.refundedCents ?? 0;
}

test('twenty-five refunds at once never give back more than was taken', async () => {
  const order = await paidOrder();
  const asked = await Promise.all(Array.from({ length: 25 }, () => refund(order, 600)));
  expect(asked.filter((granted) => granted)).toHaveLength(8);
  await shop.make.until(
    async () => ((await refundedAtBank(order)) === 4_800 ? true : null),
    'the bank gave 48 EUR back',
  );
  expect((await buyer.get<Order>(`/orders/${order.code}`)).body.payment.status).toBe('succeeded');
  expect(await refund(order, 201)).toBe(false);
  expect(await refund(order, 0)).toBe(false);
  expect(await refund(order, -5)).toBe(false);
  expect(await refund(order, 200)).toBe(true);
  await shop.make.until(async () => {
    const { body } = await buyer.get<Order>(`/orders/${order.code}`);
    return body.payment.status === 'refunded' ? true : null;
  }, 'all of it went back');
  expect(await refundedAtBank(order)).toBe(5_000);
});

test('money that never came cannot go back', async () => {
  const order = await shop.make.order(buyer, await shop.make.session());
  await expect(refund(order, 100)).rejects.toThrow('no money to give back');
});

test('the bank gives a refund once, however often it is asked, and never more than it took', async () => {
  const order = await paidOrder();
  const bank = openSimulatedBank(shop.platform);
  const { id: chargeId } = await chargeOf(shop, order);
  const once = { chargeId, refundId: crypto.randomUUID(), amountCents: 3_000 };
  await Promise.all(Array.from({ length: 5 }, () => bank.refund(once)));
  expect(await refundedAtBank(order)).toBe(3_000);
  await expect(bank.refund({ ...once, refundId: crypto.randomUUID() })).rejects.toThrow('refused refund');
  expect(await refundedAtBank(order)).toBe(3_000);
});

describe('a refund that the provider refuses', () => {
  /** Asks for a refund and has it refused before any job could send it. */
  async function refused(order: Order): Promise<string> {
    return withTx(shop.db, async (tx) => {
      const paymentId = order.payment.id;
      const refundId = await requestRefund(tx, { paymentId, amountCents: 5_000, reason: 'goodwill' });
      const payment = await lockPayment(tx, paymentId);
      if (refundId === null || payment === undefined) throw new Error('the refund was not granted');
      await failRefund(tx, shop.platform.log, payment, { refundId, amountCents: 5_000 });
      return refundId;
    });
  }
  const retry = (browser: Client, id: string) =>
    browser.post<Refund>(`/admin/refunds/${id}/retry`, {}, { 'idempotency-key': crypto.randomUUID() });

  test('has failed, is owed all the same, and is asked for again under another name', async () => {
    const order = await paidOrder();
    const id = await refused(order);
    expect(await refund(order, 1)).toBe(false);
    const failed = (await buyer.get<Order>(`/orders/${order.code}`)).body;
    expect(failed.timeline.map((entry) => entry.kind)).toContain('refund_failed');
    const admin = await loginAsAdmin(shop);
    expect((await retry(buyer, id)).status).toBe(403);
    expect((await retry(admin, crypto.randomUUID())).status).toBe(404);
    const answers = await Promise.all(Array.from({ length: 5 }, () => retry(admin, id)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    await shop.make.until(async () => {
      const { body } = await buyer.get<Order>(`/orders/${order.code}`);
      return body.payment.status === 'refunded' ? true : null;
    }, 'the money went back');
    expect(await refundedAtBank(order)).toBe(5_000);
    expect(Client.problem(await retry(admin, id)).code).toBe('refund_not_failed');
    // What comes late about the first try is about nothing any more.
    await withTx(shop.db, async (tx) => {
      const payment = await lockPayment(tx, order.payment.id);
      if (payment === undefined) throw new Error('no payment');
      await failRefund(tx, shop.platform.log, payment, { refundId: id, amountCents: 5_000 });
      expect(await recordRefund(tx, payment, { refundId: id, amountCents: 5_000 })).toBe(false);
    });
    expect((await buyer.get<Order>(`/orders/${order.code}`)).body.refunded.cents).toBe(5_000);
  });
});
