import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { ageProofs } from '../../../test/factors.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import {
  cancel,
  cancellableFor,
  loginAsAdmin,
  mailsTo,
  refundByAdmin,
  refundedOf,
  takenOf,
} from '../../../test/refunds.ts';

let shop: TestShop;
let account: MadeAccount;
let buyer: Client;
let admin: Client;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  account = await shop.make.account();
  buyer = await shop.make.login(account);
  admin = await loginAsAdmin(shop);
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

async function paid(wanted: { offer?: string; quantity?: number } = {}) {
  const session = await shop.make.session();
  await cancellableFor(shop, session, 3_600);
  return { session, order: await shop.make.pay(buyer, await shop.make.order(buyer, session, wanted)) };
}

test('an admin refunds a ticket after its scan, with a reason, and its places come back once', async () => {
  const session = await shop.make.session();
  const { ticket, code } = await buyTicket(shop, session, 'duo', buyer);
  expect((await scan(controller, session, code, { places: 1 })).verdict).toBe('admitted');
  const order = { code: ticket.orderCode };
  const before = await admin.get(`/admin/orders/${order.code}/refund`);
  expect(before.body).toMatchObject({
    buyer: { email: account.email },
    paid: { cents: 9_000 },
    refund: { cents: 9_000 },
    tickets: [{ entries: 1, chosen: true }],
    refunds: [],
  });
  const done = await refundByAdmin(admin, order, { reason: 'Porte bloquée', expectedCents: 9_000 });
  expect(done.body).toMatchObject({
    status: 'refunded',
    stays: { tickets: 0 },
    refunds: [{ amount: { cents: 9_000 }, reason: 'Porte bloquée' }],
  });
  expect(await takenOf(shop, session)).toBe(0);
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: 'refunded' });
  expect(Client.problem(await refundByAdmin(admin, order)).code).toBe('order_not_cancellable');
});

test('an admin refunds a ticket that was given away: the money goes to the buyer, and its holder is told', async () => {
  const { order } = await paid({ quantity: 2 });
  const [given = ''] = order.ticketIds;
  const offer = await buyer.post<{ link: string }>(
    `/tickets/${given}/transfer`,
    {},
    { 'idempotency-key': crypto.randomUUID() },
  );
  const friendAccount = await shop.make.account();
  const friend = await shop.make.login(friendAccount);
  await friend.post('/transfers/accept', { token: offer.body.link.split('#token=')[1] });
  expect((await refundByAdmin(admin, order, { tickets: [given] })).body).toMatchObject({
    status: 'partially_refunded',
    refund: { cents: 5_000 },
  });
  expect(await refundedOf(shop, order)).toEqual({ cents: 5_000, rows: 1 });
  await shop.make.until(
    async () =>
      (await mailsTo(shop, friendAccount.email)).includes('Un billet que vous aviez reçu n’est plus valable')
        ? true
        : null,
    'the holder is told',
  );
  expect(Client.problem(await friend.get(`/tickets/${given}/code`)).code).toBe('ticket_not_valid');
});

test('an admin cannot refund twice, in vain, without a reason, or what is not paid', async () => {
  const { order } = await paid({ quantity: 2 });
  const [one = ''] = order.ticketIds;
  const both = await Promise.all([
    ...Array.from({ length: 25 }, () => refundByAdmin(admin, order, { tickets: [one] })),
    ...Array.from({ length: 25 }, () => refundByAdmin(admin, order)),
    ...Array.from({ length: 10 }, () => cancel(buyer, order)),
  ]);
  expect(both.filter((answer) => answer.status === 200).length).toBeLessThanOrEqual(2);
  expect((await refundedOf(shop, order)).cents).toBe(10_000);
  expect(Client.problem(await refundByAdmin(admin, order, { reason: '   ' })).code).toBe('invalid_request');
  expect(Client.problem(await refundByAdmin(admin, order, { reason: 'x'.repeat(501) })).code).toBe('invalid_request');
  const pending = await shop.make.order(buyer, await shop.make.session());
  expect(Client.problem(await refundByAdmin(admin, pending)).code).toBe('order_not_cancellable');
  expect((await refundByAdmin(admin, { code: 'ZZZZZZ' })).status).toBe(404);
  const adminAccount = await shop.make.account('admin');
  const notProved = await shop.make.login(adminAccount);
  await ageProofs(shop, adminAccount, 600);
  expect(Client.problem(await refundByAdmin(notProved, order)).code).toBe('step_up_required');
  expect((await refundByAdmin(buyer, order)).status).toBe(403);
  expect((await refundByAdmin(controller, order)).status).toBe(403);
  expect((await buyer.get(`/admin/orders/${order.code}/refund`)).status).toBe(403);
});
