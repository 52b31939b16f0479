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
 * Where the keyboard goes back: controls and headings that stand above the one before them in the document, or left of it in
 * the same row. A column to the right may begin above; what sticks to the window stands wherever that is.
 */
export async function orderFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isPlaced = (element: Element): boolean => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return false;
      }
      return element.checkVisibility({ visibilityProperty: true });
    };
    /** The part of a box that a list which scrolls by itself lets see. */
    const seenOf = (element: Element, box: DOMRect): DOMRect => {
      let { left, top, right, bottom } = box;
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
        if (getComputedStyle(at).overflowX === 'visible') continue;
        const frame = at.getBoundingClientRect();
        [left, top] = [Math.max(left, frame.left), Math.max(top, frame.top)];
        [right, bottom] = [Math.min(right, frame.right), Math.min(bottom, frame.bottom)];
      }
      return new DOMRect(left, top, Math.max(right - left, 0), Math.max(bottom - top, 0));
    };
    const boxOf = (element: Element): DOMRect => {
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
      const own = element.getBoundingClientRect();
      // A box of its own may be drawn for a control that is only there for the keyboard.
      return label !== undefined && own.width <= 2 ? label.getBoundingClientRect() : own;
    };
    const named = (element: Element) => `${element.localName} "${(element.textContent ?? '').trim().slice(0, 40)}"`;
    const reached =
      'a[href],button:enabled,input:enabled,select:enabled,textarea:enabled,summary,[tabindex="0"],h1,h2,h3,h4';
    const boxes = Array.from(document.querySelectorAll(reached))
      .filter(isPlaced)
      .map((element) => ({ element, box: seenOf(element, boxOf(element)) }))
      .filter(({ box }) => box.width > 2 && box.height > 2 && box.bottom + scrollY > 0);
    const faults: string[] = [];
    for (const [index, { element, box }] of boxes.entries()) {
      const before = boxes[index - 1];
      if (before === undefined || before.element.contains(element)) continue;
      const isAbove = box.bottom <= before.box.top + 1;
      const shared = Math.min(box.bottom, before.box.bottom) - Math.max(box.top, before.box.top);
      const isBeside = shared > Math.min(box.height, before.box.height) / 2;
      const goesUp = isAbove && box.left < before.box.right - 1;
      const goesLeft = isBeside && box.right <= before.box.left + 1;
      if (goesUp || goesLeft)
        faults.push(`${named(element)} stands before ${named(before.element)}, and comes after it`);
    }
    return faults;
  });
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
    for (const fault of await orderFaults(page)) found.push(`${new URL(address).pathname}: ${fault}`);
    const overflow = await overflowOf(page);
    await lengthen(page);
    const longer = await overflowOf(page);
    if (longer > overflow) found.push(`${new URL(address).pathname}: ${longer} px too wide with longer words`);
  }
  return found;
}
