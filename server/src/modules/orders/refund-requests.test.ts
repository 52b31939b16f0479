import { randomUUID } from 'node:crypto';
import type { OfficeOrder } from '@og-tickets/contract/office-orders.ts';
import type { RefundPreview, RefundRequest } from '@og-tickets/contract/refunds.ts';
import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { loginAsAdmin, refundByAdmin, refundedOf } from '../../../test/refunds.ts';
import { readJournal } from '../audit/index.ts';

let shop: TestShop;
let asking: Client;
let second: Client;
let third: Client;
let buyer: Client;

beforeAll(async () => {
  shop = await startTestShop();
  [asking, second, third] = [await loginAsAdmin(shop), await loginAsAdmin(shop), await loginAsAdmin(shop)];
  buyer = await shop.make.login();
  const { body } = await asking.get<ShopSettings>('/admin/settings');
  await asking.call('PATCH', '/admin/settings', {
    body: { version: body.version, changes: { refundApprovalAboveCents: 6_000 } },
  });
});
afterAll(() => shop.close());

async function paid(quantity = 2) {
  const session = await shop.make.session();
  return shop.make.pay(buyer, await shop.make.order(buyer, session, { quantity }));
}
const decide = (who: Client, id: string, verb: 'approve' | 'decline') =>
  who.post<RefundRequest>(
    `/admin/refund-requests/${id}/${verb}`,
    verb === 'approve' ? undefined : { reason: 'Non justifié' },
    { 'idempotency-key': randomUUID() },
  );
/** Asks for all of an order, which is above the amount; the id of the request. */
async function ask(order: { code: string }): Promise<string> {
  const asked = await refundByAdmin(asking, order, { expectedCents: 10_000 });
  expect(asked.status).toBe(202);
  const { body } = await asking.get<OfficeOrder>(`/admin/orders/${order.code}`);
  return body.waitingRequest ?? '';
}
const lastAction = async () => (await readJournal(shop.platform, { before: null, limit: 1 }))[0];

test('above the amount nothing goes back until another admin approves, and never by who asked', async () => {
  const order = await paid();
  const preview = await asking.get<RefundPreview>(`/admin/orders/${order.code}/refund`);
  expect(preview.body.needsApproval).toBe(true);
  const id = await ask(order);
  expect(await refundedOf(shop, order)).toEqual({ cents: 0, rows: 0 });
  expect(await lastAction()).toMatchObject({ action: 'refund.asked', subject: { id: order.code } });
  const waiting = await second.get<{ items: RefundRequest[] }>('/admin/refund-requests');
  expect(waiting.body.items).toMatchObject([
    { id, order: order.code, own: false, tickets: 2, amount: { cents: 10_000 } },
  ]);
  expect(Client.problem(await refundByAdmin(second, order)).code).toBe('refund_request_open');
  expect(Client.problem(await decide(asking, id, 'approve')).code).toBe('refund_request_own');
  expect(await refundedOf(shop, order)).toEqual({ cents: 0, rows: 0 });
  expect((await decide(second, id, 'approve')).body).toMatchObject({ status: 'approved' });
  expect(await refundedOf(shop, order)).toEqual({ cents: 10_000, rows: 1 });
  expect(await lastAction()).toMatchObject({ action: 'refund.approved', subject: { id: order.code } });
  expect(Client.problem(await decide(third, id, 'approve')).code).toBe('refund_request_decided');
});

test('the database keeps the decision from who asked, whatever the server says, and every request as it was', async () => {
  const id = await ask(await paid());
  const set = (change: ReturnType<typeof sql>) =>
    sql`UPDATE orders.refund_requests SET ${change} WHERE id = ${id}`.execute(shop.db);
  await expect(set(sql`status = 'approved', decided_by = asked_by, decided_at = now()`)).rejects.toThrow(
    'nobody_approves_their_own',
  );
  await expect(set(sql`asked_by = gen_random_uuid()`)).rejects.toThrow('never changed');
  await expect(set(sql`amount_cents = 1`)).rejects.toThrow('never changed');
  expect((await decide(asking, id, 'decline')).body).toMatchObject({ status: 'declined' });
  await expect(set(sql`status = 'waiting', decided_at = NULL`)).rejects.toThrow('decided once');
});

test('of approvals and a refusal at once one counts, and the money goes back once at most', async () => {
  for (let round = 0; round < 4; round += 1) {
    const order = await paid();
    const id = await ask(order);
    const answers = await Promise.all([
      decide(second, id, 'approve'),
      decide(third, id, 'approve'),
      decide(second, id, 'approve'),
      decide(third, id, 'decline'),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const wasDeclined = answers[3]?.status === 200;
    expect(await refundedOf(shop, order)).toEqual(wasDeclined ? { cents: 0, rows: 0 } : { cents: 10_000, rows: 1 });
  }
});

test('a request whose order has changed is refused with the new state, and over', async () => {
  const order = await paid(3);
  const asked = await refundByAdmin(asking, order);
  expect(asked.status).toBe(202);
  const [one = ''] = order.ticketIds;
  expect((await refundByAdmin(second, order, { tickets: [one] })).status).toBe(200);
  const { body } = await asking.get<OfficeOrder>(`/admin/orders/${order.code}`);
  const id = body.waitingRequest ?? '';
  expect(Client.problem(await decide(second, id, 'approve')).code).toBe('ticket_not_cancellable');
  expect(await lastAction()).toMatchObject({ action: 'refund.outdated', subject: { id: order.code } });
  expect(Client.problem(await decide(second, id, 'approve')).code).toBe('refund_request_decided');
  expect(await refundedOf(shop, order)).toEqual({ cents: 5_000, rows: 1 });
});

test('small refunds of one order do not add up to a large one that nobody approved', async () => {
  const order = await paid(3);
  const [one = '', two = ''] = order.ticketIds;
  expect((await refundByAdmin(asking, order, { tickets: [one] })).status).toBe(200);
  expect((await refundByAdmin(asking, order, { tickets: [two] })).status).toBe(202);
  expect((await refundedOf(shop, order)).cents).toBe(5_000);
});

test('a customer and a controller decide nothing', async () => {
  const id = await ask(await paid());
  for (const who of [buyer, await shop.make.login(await shop.make.account('controller'))]) {
    expect((await decide(who, id, 'approve')).status).toBe(403);
    expect((await who.get('/admin/refund-requests')).status).toBe(403);
    expect((await who.get('/admin/refunds/failed')).status).toBe(403);
  }
  expect((await second.get<{ items: unknown[] }>('/admin/refunds/failed')).body.items).toEqual([]);
  expect((await decide(second, randomUUID(), 'approve')).status).toBe(404);
});
