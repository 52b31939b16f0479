import type { Order } from '@og-tickets/contract/orders.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Client } from '../../server/test/client.ts';
import type { MadeAccount } from '../../server/test/factory.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { openPage } from './browser.ts';
import { logIn } from './log-in.ts';

/** A customer with a browser, and the same customer on the API. */
export interface Buyer {
  account: MadeAccount;
  client: Client;
  page: Page;
  faults: string[];
}

/** A new customer, logged in on both; the page stands at `path`. Replies of these statuses are no fault. */
export async function openBuyer(
  shop: TestShop,
  browser: Browser,
  path: string,
  { options, expected = [] }: { options?: BrowserContextOptions; expected?: readonly number[] } = {},
): Promise<Buyer> {
  const account = await shop.make.account();
  const client = await shop.make.login(account);
  const { page, faults } = await openPage(browser, options, [401, ...expected]);
  page.setDefaultTimeout(30_000);
  await page.goto(`${shop.url}/connexion?suite=${path}`);
  await logIn(page, account);
  await page.waitForURL(`${shop.url}${path}`);
  return { account, client, page, faults };
}

/** An order of so many solo tickets, paid. */
export async function buyPaid(
  shop: TestShop,
  client: Client,
  wanted: Parameters<TestShop['make']['order']>[1],
  quantity: number,
): Promise<Order> {
  return shop.make.pay(client, await shop.make.order(client, wanted, { quantity }));
}
