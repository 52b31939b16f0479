import type { Page } from 'playwright-core';

/** Has a scanner's page measure from each code that it reads until its verdict is painted. */
export async function watchVerdicts(page: Page): Promise<void> {
  await page.evaluate(() => {
    let shown: Element | null = null;
    new MutationObserver(() => {
      const verdict = document.querySelector('[role="alertdialog"]');
      if (verdict !== null && verdict !== shown) {
        requestAnimationFrame(() => performance.measure('decision', { start: 'gate-read' }));
      }
      shown = verdict;
    }).observe(document.body, { childList: true, subtree: true });
  });
}

/** Milliseconds of each decision, in order. */
export function decisionsMs(page: Page): Promise<number[]> {
  return page.evaluate(() => performance.getEntriesByName('decision').map(({ duration }) => duration));
}

/** The value that this share of all is not above, in whole milliseconds. */
export function percentileMs(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN);
}
