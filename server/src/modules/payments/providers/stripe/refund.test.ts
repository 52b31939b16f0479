import type { Order } from '@og-tickets/contract/orders.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Client } from '../../../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../../../test/harness.ts';
import type { Refund } from '../../../../../test/stripe-books.ts';
import { deliverStripe, StripeStandIn } from '../../../../../test/stripe-stand-in.ts';
import { withTx } from '../../../../platform/database/database.ts';
import { retryRefund } from '../../actions/retry-refund.ts';
import { requestRefund } from '../../index.ts';

// Refunds that Stripe could not give: at once, later, and after it had said that it did.

const standIn = new StripeStandIn();
let shop: TestShop;
let buyer: Client;

beforeAll(async () => {
  await standIn.start();
  shop = await startTestShop({ environment: standIn.environment() });
  buyer = await shop.make.login();
});
/** Orders of which money goes back without their tickets. */
const movedByHand: string[] = [];
afterAll(async () => {
  await shop.close({ movedByHand });
  await standIn.close();
});

const partCents = 1_000;

/** A paid order of which a part is to go back; the refund at Stripe once it is there, and ours. */
async function refunded(): Promise<{ atStripe: Refund; id: string }> {
  const order = await shop.make.order(buyer, await shop.make.session());
  const intent = standIn.intentOf(order.payment);
  standIn.books.confirm(intent.id, 'pm_card_visa');
  await shop.make.until(async () => {
    const { body } = await buyer.get<Order>(`/orders/${order.code}`);
    if (body.status === 'pending') await buyer.get(`/payments/${order.payment.id}`);
    return body.status === 'paid' ? body : null;
  }, 'the order is paid');
  movedByHand.push(order.code);
  const request = { paymentId: order.payment.id, amountCents: partCents, reason: 'test' };
  const id = await withTx(shop.db, (tx) => requestRefund(tx, request));
  const find = () => [...standIn.books.refunds.values()].findLast((one) => one.payment_intent === intent.id) ?? null;
  return { atStripe: await shop.make.until(async () => find(), 'Stripe knows the refund'), id: id ?? '' };
}

async function statusOf(id: string): Promise<string> {
  const row = await shop.db.selectFrom('payments.refunds').select('status').where('id', '=', id).executeTakeFirst();
  return row?.status ?? 'none';
}

async function tellLast(type: string): Promise<number> {
  const event = standIn.books.events.findLast((one) => one.type === type);
  return event === undefined ? 0 : deliverStripe(shop.url, event);
}

function untilStatus(id: string, status: string): Promise<true> {
  return shop.make.until(async () => ((await statusOf(id)) === status ? true : null), `the refund is ${status}`);
}

test('a refund on its way that fails is an alert, and is given when asked for again under a new name', async () => {
  const error = vi.spyOn(shop.platform.log, 'error').mockClear();
  standIn.books.refundsPend = true;
  const { atStripe, id } = await refunded();
  expect(await statusOf(id)).toBe('requested');
  standIn.books.endRefund(atStripe.id, 'failed');
  expect(await tellLast('refund.failed')).toBe(204);
  expect(await tellLast('refund.updated')).toBe(204);
  expect(await statusOf(id)).toBe('failed');
  const alerts = error.mock.calls.map(([said]) => said);
  expect(alerts).toEqual([expect.objectContaining({ alert: 'refund_failed', refund: id })]);
  standIn.books.refundsPend = false;
  expect(await retryRefund(shop.platform, id, { accountId: null, role: 'system' })).toBeNull();
  await untilStatus(id, 'succeeded');
  expect(standIn.books.refundedCents(atStripe.payment_intent)).toBe(partCents);
  error.mockRestore();
});

test('a refund that was given and comes back days later is an alert; the books stay', async () => {
  standIn.books.refundsPend = false;
  const { atStripe, id } = await refunded();
  await untilStatus(id, 'succeeded');
  const error = vi.spyOn(shop.platform.log, 'error').mockClear();
  standIn.books.endRefund(atStripe.id, 'failed');
  expect(await tellLast('refund.failed')).toBe(204);
  expect(error.mock.calls[0]?.[0]).toMatchObject({ alert: 'refund_came_back', refund: id });
  expect(await statusOf(id)).toBe('succeeded');
  error.mockRestore();
});
