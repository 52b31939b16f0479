import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { loadDemoCatalogue } from '../server/src/demo/load-catalogue.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { launchBrowser, openPage } from './support/browser.ts';

let shop: TestShop;
let browser: Browser;
const paths: string[] = [];

beforeAll(async () => {
  shop = await startTestShop();
  await loadDemoCatalogue(shop.db, new Date());
  await shop.caughtUp();
  browser = await launchBrowser();
  const { body } = await shop.client().get<{ items: { code: string }[] }>('/sessions?limit=1');
  const session = body.items[0]?.code ?? '';
  paths.push('/', '/epreuves', '/epreuves?q=natation', `/epreuves/${session}`, '/panier');
  paths.push('/inscription', '/connexion', '/commande', '/activation', '/conditions', '/controle', '/nulle-part');
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

// WCAG 2.2 AA as far as a machine can see. A phone in French by day, a desk in English by night.
test.each([
  { width: 320, colorScheme: 'light', language: 'fr' },
  { width: 1280, colorScheme: 'dark', language: 'en' },
] as const)('the pages of a visitor have no violation at $width px, $colorScheme, $language', async (look) => {
  const { colorScheme, language, width } = look;
  const { page, faults } = await openPage(browser, { viewport: { width, height: 800 }, colorScheme }, [401, 404]);
  await page.addInitScript((chosen) => localStorage.setItem('og-tickets.language', chosen), language);
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(`${shop.url}${path}`, { waitUntil: 'networkidle' });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    for (const { id, nodes } of violations) found.push(`${path}: ${id} at ${nodes.map((node) => node.html).join(' ')}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) found.push(`${path}: ${overflow} px too wide`);
  }
  expect(found).toEqual([]);
  expect(faults).toEqual([]);
});
