import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { loginAsAdmin } from '../server/test/refunds.ts';
import { faultsOf } from './support/accessibility.ts';
import { launchBrowser, openPage } from './support/browser.ts';

let shop: TestShop;
let browser: Browser;
let admin: MadeAccount;
let paths: string[];

/** What becomes a fault of the page, by the policy or by itself, where it is taken for markup. */
const hostile = {
  venue: '<img src=x onerror=ran()>',
  title: '</title><script>ran()</script>"\'>',
  offer: '<svg/onload=ran()>{{7*7}}',
  name: '"><iframe srcdoc=<b>',
  device: '<a href="javascript:ran()">Nord</a>',
  shop: '<base href=//x.example> Nord',
};

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  admin = await shop.make.account('admin');
  const office = await loginAsAdmin(shop, admin);
  const session = await shop.make.session();
  await sql`UPDATE catalog.venues SET name = ${hostile.venue}`.execute(shop.db);
  await sql`UPDATE catalog.sessions SET title_fr = ${hostile.title}, title_en = ${hostile.title}`.execute(shop.db);
  await sql`UPDATE catalog.offers SET name_fr = ${hostile.offer}, name_en = ${hostile.offer}`.execute(shop.db);
  await shop.caughtUp();
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { quantity: 2 }));
  await office.post('/admin/staff/invitations', {
    email: 'porte@example.org',
    firstName: hostile.name,
    lastName: hostile.name,
    role: 'controller',
    locale: 'fr',
  });
  await office.post('/admin/devices', { name: hostile.device, sessions: [session.code], gate: null });
  const { body: set } = await office.get<ShopSettings>('/admin/settings');
  const text = { fr: hostile.title, en: hostile.title };
  const changes = { shopName: hostile.shop, announcement: { text, until: null } };
  const changed = await office.call('PATCH', '/admin/settings', { body: { version: set.version, changes } });
  expect(changed.status).toBe(200);
  const reports = ['sales', 'takings', 'refunds', 'files'].map((report) => `/admin/rapports?report=${report}`);
  paths = [
    '/admin',
    ...reports,
    `/admin/rapports?report=places&session=${session.code}`,
    `/admin/rapports?report=entries&session=${session.code}`,
    '/admin/epreuves',
    '/admin/epreuves/creer',
    `/admin/epreuves/${session.code}`,
    '/admin/offres',
    '/admin/lieux',
    '/admin/import',
    '/admin/commandes',
    `/admin/commandes/${order.code}`,
    '/admin/portes',
    `/admin/portes/${session.code}`,
    `/admin/portes/${session.code}/controles`,
    '/admin/terminaux',
    '/admin/conflits',
    '/admin/personnes',
    '/admin/journal',
    '/admin/promesses',
    '/admin/reglages',
  ].map((path) => `${shop.url}${path}`);
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

// A phone in French by day, a tablet and a desk in English by night; every page stands in two of them.
test.each([
  { width: 320, colorScheme: 'light', language: 'fr', of: [0, 1] },
  { width: 768, colorScheme: 'dark', language: 'en', of: [0] },
  { width: 1280, colorScheme: 'dark', language: 'en', of: [1] },
] as const)(
  'the back office has no violation at $width px, $colorScheme, $language',
  async ({ width, colorScheme, language, of }) => {
    const { page, faults } = await openPage(browser, { viewport: { width, height: 800 }, colorScheme }, [401]);
    await page.addInitScript((chosen) => localStorage.setItem('og-tickets.language', chosen), language);
    await page.goto(`${shop.url}/connexion?suite=/admin`);
    await page.locator('input[type=email]').fill(admin.email);
    await page.locator('input[type=password]').fill(admin.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/admin');
    await page.locator('h1').waitFor();
    const visited = paths.filter((_path, at) => of.some((one) => one === at % 2));
    expect(await faultsOf(page, visited, language)).toEqual([]);
    expect(faults).toEqual([]);
  },
  240_000,
);
