import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Waits until the page shows what it has: its heading, and nothing that is still coming. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null && !document.hidden);
  await page.evaluate(() => document.fonts.ready);
}

/** Makes every word two fifths longer, as another language may: it must find room too. Changes the page for good. */
export async function lengthen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      const isCode = node.parentElement?.closest('.code, script, style, svg') != null;
      const longer = text.replace(/\p{L}+/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)));
      if (longer !== text && !isCode) node.textContent = longer;
    }
  });
}

/** By how many px the page is too wide for its window. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/**
 * What a machine sees of WCAG 2.2 AA and good practice on the page as it stands, in sentences, and how far it is too wide.
 * In one go on the page itself: nothing of ours is in a frame, and to add up frames takes a blank page more. `withoutRules`
 * names rules of axe that do not hold as the page is shown.
 */
export async function faultsNow(page: Page, withoutRules: string[] = []): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .disableRules(withoutRules)
    .setLegacyMode()
    .analyze();
  const path = new URL(page.url()).pathname;
  const found = violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes.map((node) => node.html).join(' ')}`);
  const overflow = await overflowOf(page);
  return overflow > 0 ? [...found, `${path}: ${overflow} px too wide`] : found;
}

/** The faults of each page, and where one gets too wide by longer words. */
export async function faultsOf(page: Page, addresses: readonly string[], language: string): Promise<string[]> {
  const found: string[] = [];
  for (const address of addresses) {
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    await settled(page);
    const said = await page.locator('html').getAttribute('lang');
    if (said !== language) found.push(`${new URL(address).pathname}: in ${said}, not in ${language}`);
    found.push(...(await faultsNow(page)));
    const overflow = await overflowOf(page);
    await lengthen(page);
    const longer = await overflowOf(page);
    if (longer > overflow) found.push(`${new URL(address).pathname}: ${longer} px too wide with longer words`);
  }
  return found;
}
