import type { Order } from '@og-tickets/contract/orders.ts';
import { expect, test } from 'vitest';
import { startTestShop } from '../../test/harness.ts';
import { changeDemoSessions } from './changed-sessions.ts';
import { loadDemoCatalogue } from './load-catalogue.ts';

test('a new demo shows an order of a moved session and one of a cancelled session', async () => {
  const shop = await startTestShop();
  expect(await loadDemoCatalogue(shop.db, new Date())).toBe(true);
  const customer = await shop.make.account();
  const admin = await shop.make.account('admin');
  await changeDemoSessions(shop.platform, shop.url, [
    { role: 'customer', email: customer.email, password: customer.password },
    { role: 'admin', email: admin.email, password: admin.password },
  ]);
  const browser = await shop.make.login(customer);
  const shown = await shop.make.until(async () => {
    const { items } = (await browser.get<{ items: Order[] }>('/orders')).body;
    return items.some(({ status }) => status === 'paid') ? null : items;
  }, 'the runs are done');
  expect(shown.map(({ status }) => status)).toEqual(['refunded', 'partially_refunded']);
  const changes = shown[1]?.lines.map(({ session, change }) => [session, change?.kind]);
  expect(changes).toEqual([
    ['TRI01', 'moved'],
    ['SAL06', 'cancelled'],
  ]);
  expect(shown[1]?.tickets.map(({ bar }) => bar)).toEqual([null, 'ended']);
  await shop.close();
}, 60_000);
