import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { type Processes, startProcesses } from '../../../test/processes.ts';
import { loginAsAdmin, refundByAdmin } from '../../../test/refunds.ts';

let shop: TestShop;
let others: Processes;
let admin: Client;
beforeAll(async () => {
  shop = await startTestShop();
  others = await startProcesses(shop, 1);
  admin = await loginAsAdmin(shop);
}, 60_000);
afterAll(async () => {
  await others.stop();
  await shop.close();
});

/** A change is seen by every process within a second. */
const seen = () => new Promise((resolve) => setTimeout(resolve, 1_050));
const text = { fr: 'Retour à 14 h.', en: 'Back at 2 pm.' };
async function setSale(state: 'open' | 'closed'): Promise<void> {
  const { version } = (await admin.get<ShopSettings>('/admin/settings')).body;
  const saleClosed = state === 'open' ? null : { text, since: new Date().toISOString() };
  await admin.call('PATCH', '/admin/settings', { body: { version, changes: { saleClosed } } });
  await seen();
}
const wishFor = (session: string, quantity = 1) => ({ session, category: 'A', offer: 'solo', quantity });
const outcomeOf = ({ status, body }: Answer<unknown>): string =>
  typeof body === 'object' && body !== null && 'code' in body && status >= 400 ? String(body.code) : String(status);
const place = (browser: Client, cart: Cart, key: string = crypto.randomUUID()) =>
  browser.post<Order>('/orders', { acceptTerms: true, cartId: cart.id }, { 'idempotency-key': key });

it('closes while many buy at two processes: a second later nobody gets a place, and no place more is taken', async () => {
  const session = await shop.make.session();
  const urls = [shop.url, ...others.urls];
  const sale = { closed: false };
  const said = { before: new Set<string>(), after: new Map<string, number>() };
  const buyers = Array.from({ length: 8 }, async (_, index) => {
    while (!sale.closed) {
      const browser = new Client(urls[index % urls.length] ?? '');
      said.before.add(outcomeOf(await browser.post('/cart/lines', wishFor(session.code))));
    }
    for (let asked = 0; asked < 5; asked += 1) {
      const outcome = outcomeOf(
        await new Client(urls[index % urls.length] ?? '').post('/cart/lines', wishFor(session.code)),
      );
      said.after.set(outcome, (said.after.get(outcome) ?? 0) + 1);
    }
  });
  await setSale('closed');
  const taken = () =>
    shop.db.selectFrom('inventory.inventory').select('taken').where('session_id', '=', session.id).execute();
  sale.closed = true;
  await Promise.all(buyers);
  const before = await taken();
  expect(said.before).toContain('201');
  expect(Object.fromEntries(said.after)).toEqual({ sale_closed: 40 });
  expect(await taken()).toEqual(before);
  await setSale('open');
  expect(outcomeOf(await new Client(urls[1] ?? '').post('/cart/lines', wishFor(session.code)))).toBe('201');
});

it('keeps carts, gives places back, pays and refunds orders; holds, extends, retakes and orders nothing', async () => {
  const [session, other] = [await shop.make.session(), await shop.make.session()];
  const browser = await shop.make.login();
  const key = crypto.randomUUID();
  await browser.post('/cart/lines', wishFor(session.code));
  const cart = (await browser.get<Cart>('/cart')).body;
  const placed = await place(browser, cart, key);
  expect(placed.status).toBe(201);
  const twice = crypto.randomUUID();
  const added = await browser.post<Cart>('/cart/lines', wishFor(other.code, 2), { 'idempotency-key': twice });
  const [line] = added.body.lines;
  await setSale('closed');

  // What was granted before is said again; nothing new is.
  const again = await browser.post<Cart>('/cart/lines', wishFor(other.code, 2), { 'idempotency-key': twice });
  expect([again.status, again.body.lines.length]).toEqual([201, 1]);
  expect((await place(browser, cart, key)).body.code).toBe(placed.body.code);
  const refusals = [
    await browser.post('/cart/lines', wishFor(other.code)),
    await browser.call('PATCH', `/cart/lines/${line?.id}`, { body: { quantity: 3 } }),
    await browser.post('/cart/extend'),
    await browser.post('/cart/retake'),
    await place(browser, added.body),
  ];
  expect(refusals.map(outcomeOf)).toEqual(Array.from({ length: 5 }, () => 'sale_closed'));
  const fewer = await browser.call('PATCH', `/cart/lines/${line?.id}`, { body: { quantity: 1 } });
  expect(fewer.status).toBe(200);

  const paid = await shop.make.pay(browser, placed.body);
  expect(paid.status).toBe('paid');
  expect((await refundByAdmin(admin, paid)).status).toBe(200);
  expect((await browser.call('DELETE', `/cart/lines/${line?.id}`)).status).toBe(200);
  const { rows } = await sql<{ taken: number }>`
    SELECT taken FROM inventory.inventory WHERE session_id IN (${session.id}, ${other.id})`.execute(shop.db);
  expect(rows).toEqual([{ taken: 0 }, { taken: 0 }]);
  await setSale('open');
});
