import { randomUUID } from 'node:crypto';
import type { OfficeOrder, OfficeOrderRow, PaymentCheck } from '@og-tickets/contract/office-orders.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { loginAsAdmin, refundByAdmin } from '../../../test/refunds.ts';
import { readJournal } from '../audit/index.ts';
import { indexHolders } from '../tickets/index.ts';

let shop: TestShop;
let admin: Client;
let account: MadeAccount;
let buyer: Client;
let order: Order;

const keyed = () => ({ 'idempotency-key': randomUUID() });
interface Page {
  items: OfficeOrderRow[];
  nextCursor: string | null;
  tooMany: boolean;
}
const find = async (query: Record<string, string>) =>
  (await admin.get<Page>(`/admin/orders?${new URLSearchParams(query).toString()}`)).body;
const hitsOf = async (q: string) => (await find({ q })).items.map(({ code, hit }) => [code, hit]);
const panel = async (code: string) => (await admin.get<OfficeOrder>(`/admin/orders/${code}`)).body;

beforeAll(async () => {
  shop = await startTestShop();
  admin = await loginAsAdmin(shop);
  account = await shop.make.account();
  buyer = await shop.make.login(account);
  const profile = await buyer.get<{ version: number }>('/me');
  await buyer.call('PATCH', '/me', {
    body: { version: profile.body.version, firstName: 'Zoé', lastName: 'Lemaître-Ødegård' },
  });
  const session = await shop.make.session();
  order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { quantity: 2 }));
});
afterAll(() => shop.close());

test('one text finds an order by its code as people write it, its buyer, its tickets and its payment', async () => {
  const { code } = order;
  const written = code.toLowerCase().replace('z', '2').replace('g', '6');
  expect(await hitsOf(`${written.slice(0, 3)}-${written.slice(3)}`)).toEqual([[code, 'code']]);
  expect(await hitsOf(account.email.toUpperCase())).toEqual([[code, 'email']]);
  expect(await hitsOf('  odegard LEMAITRE ')).toEqual([[code, 'buyer']]);
  expect(await hitsOf('Zoe')).toEqual([[code, 'buyer']]);
  expect(await hitsOf('Lemai')).toEqual([]);
  expect(await hitsOf(order.ticketIds[0] ?? '')).toEqual([[code, 'ticket']]);
  expect(await hitsOf(order.payment.id)).toEqual([[code, 'payment']]);
  const { payment } = await panel(code);
  expect(await hitsOf(payment.providerId ?? '')).toEqual([[code, 'payment']]);
  for (const nothing of ['HHHHHH', 'nobody@example.org', "' OR 1=1 --", '%', '\\', randomUUID(), '…']) {
    expect(await hitsOf(nothing)).toEqual([]);
  }
});

test('a holder is found by the name on the ticket, by older tickets too, until the name is taken away', async () => {
  const [id = ''] = order.ticketIds;
  const named = await buyer.call('PATCH', `/tickets/${id}`, { body: { holders: ['Ängela Nwosu'] } });
  expect(named.status).toBeLessThan(300);
  expect(await hitsOf('nwosu angela')).toEqual([[order.code, 'holder']]);
  expect((await panel(order.code)).tickets[0]?.holders).toBe('Ängela Nwosu');
  await sql`UPDATE tickets.tickets SET holder_words = NULL`.execute(shop.db);
  expect(await hitsOf('Nwosu')).toEqual([]);
  await indexHolders(shop.platform);
  expect(await hitsOf('Nwosu')).toEqual([[order.code, 'holder']]);
  const { rows } = await sql<{ clear: number }>`SELECT count(*)::int AS clear FROM tickets.tickets
    WHERE holder_words::text ILIKE '%nwosu%'`.execute(shop.db);
  expect(rows).toEqual([{ clear: 0 }]);
  await buyer.call('PATCH', `/tickets/${id}`, { body: { holders: ['Zoé Lemaître-Ødegård'] } });
  expect(await hitsOf('Nwosu')).toEqual([]);
});

test('the list is filtered by state, session and day, and read page by page', async () => {
  const session = await shop.make.session({ placesPerAccount: 30 });
  const codes: string[] = [];
  for (let made = 0; made < 5; made += 1) codes.unshift((await shop.make.order(buyer, session)).code);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await find({ session: session.code, limit: '2', ...(cursor === '' ? {} : { cursor }) });
    seen.push(...page.items.map(({ code }) => code));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(codes);
  expect((await find({ status: 'pending' })).items.map(({ code }) => code)).toEqual(codes);
  expect((await find({ status: 'paid', session: session.code })).items).toEqual([]);
  expect((await find({ session: 'NONE99' })).items).toEqual([]);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  expect((await find({ from: tomorrow })).items).toEqual([]);
  expect((await find({ to: tomorrow, limit: '1' })).items.map(({ code }) => code)).toEqual(codes.slice(0, 1));
  expect((await admin.get('/admin/orders?cursor=nonsense')).status).toBe(400);
  expect((await buyer.get('/admin/orders')).status).toBe(403);
});

test('the panel shows everything, and its documents open', async () => {
  const other = await shop.make.pay(buyer, await shop.make.order(buyer, await shop.make.session(), { quantity: 2 }));
  const [one = ''] = other.ticketIds;
  await refundByAdmin(admin, other, { tickets: [one], reason: 'Malade' });
  await shop.make.until(async () => ((await panel(other.code)).refunds[0]?.status === 'succeeded' ? true : null), 'it');
  const shown = await panel(other.code.toLowerCase());
  expect(shown).toMatchObject({
    code: other.code,
    status: 'partially_refunded',
    buyer: { name: 'Zoé Lemaître-Ødegård', email: account.email },
    payment: { provider: 'simulated-bank', status: 'succeeded', amount: { cents: 10_000 } },
    refunds: [{ amount: { cents: 5_000 }, reason: 'Malade', status: 'succeeded' }],
    cancellations: [{ by: 'admin', reason: 'Malade', tickets: 1 }],
    waitingRequest: null,
  });
  expect(shown).not.toHaveProperty('payment.clientSecret');
  expect(shown.documents).toHaveLength(2);
  for (const { path } of shown.documents) {
    const file = await admin.get(path);
    expect([file.status, file.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  }
  expect((await buyer.get(shown.documents[0]?.path ?? '')).status).toBe(403);
  expect((await admin.get('/admin/orders/HHHHHH')).status).toBe(404);
  const [entry] = await readJournal(shop.platform, { before: null, limit: 1 });
  expect(entry).toMatchObject({ action: 'order.refunded', subject: { id: other.code }, reason: 'Malade' });
});

test('what the provider says is asked for now, and a difference is told', async () => {
  const check = async () => (await admin.get<PaymentCheck>(`/admin/orders/${order.code}/payment`)).body;
  expect(await check()).toMatchObject({ verdict: 'same', there: { state: 'captured', amount: { cents: 10_000 } } });
  const { provider_payment_id: charge } = await shop.db
    .selectFrom('payments.payments')
    .select('provider_payment_id')
    .where('order_code', '=', order.code)
    .executeTakeFirstOrThrow();
  const set = (id: string | null) =>
    shop.db
      .updateTable('payments.payments')
      .set({ provider_payment_id: id })
      .where('order_code', '=', order.code)
      .execute();
  await set('ch_lost');
  expect(await check()).toMatchObject({ verdict: 'differs', there: { state: 'unknown', amount: null } });
  await set(charge);
  expect((await check()).verdict).toBe('same');
});

test('an admin gives up an order that is not paid, with a reason, and not one that is', async () => {
  const pending = await shop.make.order(buyer, await shop.make.session());
  const cancel = (code: string) =>
    admin.post<OfficeOrder>(`/admin/orders/${code}/cancel`, { reason: 'Doublon' }, keyed());
  expect((await cancel(pending.code)).body).toMatchObject({ status: 'cancelled' });
  const [entry] = await readJournal(shop.platform, { before: null, limit: 1 });
  expect(entry).toMatchObject({ action: 'order.cancelled', subject: { id: pending.code }, reason: 'Doublon' });
  expect(Client.problem(await cancel(order.code)).code).toBe('order_paid_meanwhile');
  const sent = await admin.post(`/admin/orders/${order.code}/confirmation`, undefined, keyed());
  expect(sent.status).toBe(202);
  expect((await panel(order.code)).mails.map(({ kind }) => kind)).toContain('confirmation_again');
});
