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

/**
 * Has `show` hold a ticket before a scanner, and waits until its verdict has come and gone again; milliseconds of the decision.
 * The page itself says when: whoever asks it again and again takes the processor that is measured.
 */
export async function decisionOf(page: Page, show: () => Promise<void>): Promise<number> {
  const decided = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const gone = (tookMs: number) => {
          if (document.querySelector('[role="alertdialog"]') === null) resolve(tookMs);
          else setTimeout(gone, 50, tookMs);
        };
        const watcher = new PerformanceObserver((list) => {
          const measured = list.getEntriesByName('decision')[0];
          if (measured === undefined) return;
          watcher.disconnect();
          gone(measured.duration);
        });
        watcher.observe({ type: 'measure' });
      }),
  );
  await show();
  return decided;
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
