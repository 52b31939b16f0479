import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './support/browser.ts';
import { openModulePage } from './support/module-page.ts';

const entry = fileURLToPath(new URL('../contract/test/run-ticket-code-vectors.ts', import.meta.url));
const vectors: unknown = JSON.parse(
  readFileSync(new URL('../contract/test/ticket-code-vectors.json', import.meta.url), 'utf8'),
);
interface Outcome {
  passed: number;
  failed: string[];
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The vectors' runner as the pages' build would bundle it. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'vectors' } },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  const [chunk] = outputs[0]?.output ?? [];
  if (chunk === undefined) throw new Error('the build gave nothing');
  return chunk.code;
}

test('the bundled ticket code module matches every vector in Chromium', async () => {
  const script = await bundle();
  const page = await openModulePage(browser, () => script);
  const result = await page.evaluate((data): Promise<Outcome> => {
    const { loaded } = globalThis as unknown as { loaded: { runTicketCodeVectors(data: unknown): Promise<Outcome> } };
    return loaded.runTicketCodeVectors(data);
  }, vectors);
  expect(result.failed).toEqual([]);
  expect(result.passed).toBeGreaterThan(2_000);
});
