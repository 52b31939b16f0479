import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { loadDemoCatalogue } from '../server/src/demo/load-catalogue.ts';
import type { MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { faultsOf } from './support/accessibility.ts';
import { launchBrowser, openPage } from './support/browser.ts';

let shop: TestShop;
let browser: Browser;
const visited = ['/', '/epreuves', '/epreuves?q=natation', '/panier', '/inscription', '/connexion', '/commande'];
visited.push('/activation', '/mot-de-passe-oublie', '/mot-de-passe', '/adresse', '/transfert');
visited.push('/conditions/2026-11-23', '/conditions-utilisation', '/confidentialite', '/cookies');
visited.push('/mentions-legales', '/accessibilite', '/contact');
visited.push('/controle', '/controle/enroler', '/nulle-part');
const own = ['/profil', '/mes-donnees', '/connexions', '/securite', '/commandes', '/billets'];
let customer: MadeAccount;

beforeAll(async () => {
  shop = await startTestShop();
  await loadDemoCatalogue(shop.db, new Date());
  await shop.caughtUp();
  browser = await launchBrowser();
  const { body } = await shop.client().get<{ items: { code: string }[] }>('/sessions?limit=1');
  visited.push(`/epreuves/${body.items[0]?.code ?? ''}`);
  customer = await shop.make.account();
  const buyer = await shop.make.login(customer);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, await shop.make.session()));
  own.push(`/commandes/${order.code}`, `/confirmation/${order.code}`, `/billets/${order.ticketIds[0] ?? ''}`);
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

function addressesOf(paths: readonly string[]): string[] {
  return paths.map((path) => `${shop.url}${path}`);
}

// A phone in French by day, a desk in English by night.
test.each([
  { width: 320, colorScheme: 'light', language: 'fr' },
  { width: 1280, colorScheme: 'dark', language: 'en' },
] as const)(
  'the pages of visitors and customers have no violation at $width px, $colorScheme, $language',
  async (look) => {
    const { colorScheme, language, width } = look;
    const { page, faults } = await openPage(browser, { viewport: { width, height: 800 }, colorScheme }, [401, 404]);
    await page.addInitScript((chosen) => localStorage.setItem('og-tickets.language', chosen), language);
    expect(await faultsOf(page, addressesOf(visited), language)).toEqual([]);
    await page.goto(`${shop.url}/connexion`);
    await page.locator('input[type=email]').fill(customer.email);
    await page.locator('input[type=password]').fill(customer.password);
    await page.keyboard.press('Enter');
    // Not the login form, which a page shows to somebody whom it does not know.
    await page.waitForURL((url) => url.pathname !== '/connexion');
    expect(await faultsOf(page, addressesOf(own), language)).toEqual([]);
    expect(faults).toEqual([]);
  },
  240_000,
);

test('every component has no violation in either theme', async () => {
  const { page, faults } = await openPage(browser);
  await page.goto(`${shop.url}/dev/ui`);
  await page.getByRole('heading', { level: 1, name: 'Components' }).waitFor();
  // What a sample of a wait is made of goes on for ever: there is nothing to wait for.
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  expect(faults).toEqual([]);
}, 60_000);
