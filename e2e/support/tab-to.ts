import type { Page } from 'playwright-core';

const mostPresses = 80;

/** Tabs on until what has the focus is called so: what a keyboard does. Throws when nothing is. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < mostPresses; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element instanceof HTMLInputElement) return [...(element.labels ?? [])].map((one) => one.innerText).join(' ');
      return element?.textContent ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`no way by keyboard to ${name}`);
}
