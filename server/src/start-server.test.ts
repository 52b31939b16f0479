import { expect, test } from 'vitest';
import { acceptedCard } from '../test/factory.ts';
import { startTestShop } from '../test/harness.ts';
import { startProcesses } from '../test/processes.ts';

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

test('a process that cannot have its port ends at once, with all that it had opened', async () => {
  const shop = await startTestShop();
  const { port, origin } = new URL(shop.url);
  const settings = { PORT: port, OG_ROLE: 'worker', PUBLIC_URL: origin, OG_DEMO: '1', SIMULATED_BANK_URL: origin };
  const main = new URL('main.ts', import.meta.url);
  await expect(startProcesses(shop, 1, settings, main)).rejects.toThrow('instead of its address');
  await shop.close();
}, 60_000);
