import type { Page } from 'playwright-core';

/** Has a scanner's page note when each verdict is painted; it notes by itself when it has read a code. */
export async function watchVerdicts(page: Page): Promise<void> {
  await page.evaluate(() => {
    let shown: Element | null = null;
    new MutationObserver(() => {
      const verdict = document.querySelector('[role="alertdialog"]');
      if (verdict !== null && verdict !== shown) requestAnimationFrame(() => performance.mark('verdict-painted'));
      shown = verdict;
    }).observe(document.body, { childList: true, subtree: true });
  });
}

/** Milliseconds from each code that was read until its verdict was painted, in order. */
export async function decisionsMs(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const read = performance.getEntriesByName('gate-read').map(({ startTime }) => startTime);
    return performance.getEntriesByName('verdict-painted').flatMap(({ startTime }) => {
      const from = read.findLast((at) => at < startTime);
      return from === undefined ? [] : [startTime - from];
    });
  });
}

/** The value that this share of all is not above, in whole milliseconds. */
export function percentileMs(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN);
}
