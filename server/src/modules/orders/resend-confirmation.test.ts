import { randomUUID } from 'node:crypto';
import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { keptMails } from '../../../test/mails.ts';
import { cancel, cancellableFor, loginAsAdmin } from '../../../test/refunds.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const ask = (browser: Client, path: string) => browser.post(path, undefined, { 'idempotency-key': randomUUID() });

async function confirmationsTo(email: string, count: number): Promise<string[]> {
  return shop.make.until(async () => {
    const mails = (await keptMails(shop.platform)).filter(({ to, subject }) => to === email && /ommande/.test(subject));
    return mails.length === count ? mails.map(({ subject }) => subject) : null;
  }, `${count} confirmations to ${email}`);
}

test('a buyer has the confirmation sent again, an admin too, and together three times an hour', async () => {
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  const order = await shop.make.order(buyer, await shop.make.session());
  const path = `/orders/${order.code}/confirmation`;
  expect(Client.problem(await ask(buyer, path)).code).toBe('no_confirmation');
  await shop.make.pay(buyer, order);
  const [first] = await confirmationsTo(account.email, 1);

  expect(await ask(buyer, path)).toMatchObject({ status: 202, body: { to: account.email } });
  expect(await confirmationsTo(account.email, 2)).toEqual([first, first]);
  const admin = await loginAsAdmin(shop);
  const byAdmin = await ask(admin, `/admin/orders/${order.code.toLowerCase()}/confirmation`);
  expect(byAdmin).toMatchObject({ status: 202, body: { to: account.email } });
  await confirmationsTo(account.email, 3);

  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(buyer, path)));
  const sent = answers.filter(({ status }) => status === 202);
  expect(sent).toHaveLength(limits.confirmationsPerHour - 2);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused && Client.problem(refused).code).toBe('confirmation_sent_often');
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(3_000);
  await sql`UPDATE orders.confirmations_asked_for SET asked_at = asked_at - interval '61 minutes'`.execute(shop.db);
  expect((await ask(buyer, path)).status).toBe(202);
});

test('nobody else has it sent, and nothing is sent of an order that was given back', async () => {
  const session = await shop.make.session();
  await cancellableFor(shop, session, 3_600);
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const path = `/orders/${order.code}/confirmation`;
  expect((await ask(await shop.make.login(), path)).status).toBe(404);
  expect((await ask(buyer, `/admin${path}`)).status).toBe(403);
  expect((await cancel(buyer, order)).status).toBe(200);
  expect(Client.problem(await ask(buyer, path)).code).toBe('no_confirmation');
});
