import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { acceptedCard } from '../test/factory.ts';
import { startTestShop } from '../test/harness.ts';
import { startProcesses } from '../test/processes.ts';
import { createApp, createModules } from './app.ts';

test('a server stops within ten seconds although requests and jobs are at work', async () => {
  const shop = await startTestShop();
  const buyer = await shop.make.login();
  const order = await shop.make.order(buyer, await shop.make.session());
  // The bank's webhook now comes in over a connection that its client would keep open.
  const paid = await buyer.post(`/simulated-bank/payments/${order.payment.id}/confirm`, {
    clientSecret: order.payment.clientSecret,
    ...acceptedCard,
  });
  expect(paid.status).toBe(200);
  const startedMs = performance.now();
  await shop.close();
  expect(performance.now() - startedMs).toBeLessThan(10_000);
}, 120_000);

test('a shop without the simulated bank has none of its addresses', async () => {
  const shop = await startTestShop();
  const { platform } = shop;
  const config = { ...platform.config, simulatedBank: false };
  const options = { rateLimits: false, admission: null, isStopping: () => false, tracer: null };
  const without = await createApp({ ...platform, config }, [], options);
  const addresses = ['/simulated-bank/style.css', '/simulated-bank/pay/x', '/simulated-bank/api/books'];
  const found = await Promise.all(addresses.map(async (url) => (await without.inject({ url })).statusCode));
  const withBank = await fetch(`${shop.url}/simulated-bank/style.css`);
  await without.close();
  await shop.close();
  expect(found).toEqual([404, 404, 404]);
  expect(withBank.status).toBe(200);
});

test('every job that runs by the clock may be done by a role of the database that owns nothing', async () => {
  const shop = await startTestShop({ asShopRole: true });
  const names = createModules(shop.platform).flatMap(({ cron = [] }) => cron.map(({ name }) => name));
  for (const name of names) {
    await sql`SELECT graphile_worker.add_job(${name}, '{}'::json, max_attempts => 1)`.execute(shop.db);
  }
  const failed = await shop.make.until(async () => {
    const { rows } = await sql<{ name: string; error: string | null }>`
      SELECT task_identifier AS name, last_error AS error FROM graphile_worker.jobs
      WHERE task_identifier = ANY (${names}::text[])`.execute(shop.db);
    return rows.every(({ error }) => error !== null) ? rows : null;
  }, 'the jobs are done');
  await shop.close();
  expect(failed).toEqual([]);
  expect(names.length).toBeGreaterThan(10);
});

test('a process that cannot have its port ends at once, with all that it had opened', async () => {
  const shop = await startTestShop();
  const { port, origin } = new URL(shop.url);
  const settings = { PORT: port, OG_ROLE: 'worker', PUBLIC_URL: origin, OG_DEMO: '1', SIMULATED_BANK_URL: origin };
  const main = new URL('main.ts', import.meta.url);
  await expect(startProcesses(shop, 1, settings, main)).rejects.toThrow('instead of its address');
  await shop.close();
}, 60_000);
