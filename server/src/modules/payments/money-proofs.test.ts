import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { payAtTheEnd, shuffleWebhooks } from '../../../test/money-proofs.ts';

// Small; `npm run check:money` runs both in full.
const orders = 30;

let shop: TestShop;

beforeEach(async () => {
  shop = await startTestShop();
});
afterEach(() => shop.close());

test('webhooks one to five times, shuffled, at once and three days late: one effect each', async () => {
  const { refused, statuses, tickets, invoices, mails, violations } = await shuffleWebhooks(shop, orders);
  expect({ refused, statuses, tickets, invoices, mails, violations }).toEqual({
    refused: 0,
    statuses: { paid: orders },
    tickets: orders,
    invoices: { documents: orders, numbers: orders },
    mails: orders,
    violations: [],
  });
}, 120_000);

test('payments that land within 50 ms of the end are tickets, a refund or nothing taken', async () => {
  const { statuses, limbo, violations } = await payAtTheEnd(shop, orders);
  expect({ limbo, violations }).toEqual({ limbo: [], violations: [] });
  expect((statuses['paid'] ?? 0) + (statuses['expired'] ?? 0)).toBe(orders);
}, 120_000);
