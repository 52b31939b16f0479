import { expect, test } from 'vitest';
import { acceptedCard } from '../test/factory.ts';
import { startTestShop } from '../test/harness.ts';

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
