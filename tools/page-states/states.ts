import { refusals, type RefusalCode } from '@og-tickets/contract/refusals.ts';
import type { Page, Route } from 'playwright-core';
import type { Look } from './looks.ts';

/** What a page can be in. `stale` is what it shows when what it has could not be read again; `crowded`: the shop is full. */
export const states = ['success', 'loading', 'empty', 'failed', 'crowded', 'forbidden', 'offline', 'stale'] as const;
export type State = (typeof states)[number];

/** What tells the page who is there and whose shop it is: it answers in every state but that without a network. */
const answersAlways = /^\/api\/v1\/(?:auth|shop)\b/;
/** Pages that the server draws: in other states than success they come empty, as from the cache of a phone. */
const drawn = /^\/(?:en\/?)?(?:$|epreuves|panier)/;
/** A page that the server sends empty: any other may be drawn in it. */
const emptyDocument = '/billets';
/** Longest wait for what is still coming; three tries of a query take half of it. */
const patienceMs = 8_000;
/** A reply is drawn in less; a skeleton shows 150 ms after the page has come alive. */
const drawnMs = 400;
const skeletonMs = 1_200;
/** What a shop that is full or has failed asks for: too long for a page to wait without a word. */
const retryAfterSeconds = 19;
/** What was read is asked for again once it is this old and somebody looks again. */
const staleAfterMs = 5_200;

function problem(code: RefusalCode, { language }: Look) {
  const { status, ...detail } = refusals[code];
  const body = { type: 'about:blank', title: code, status, code, detail: detail[language], requestId: '01JABCDEFG' };
  return {
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify(body),
    headers: { 'Retry-After': String(retryAfterSeconds) },
  };
}

const answers: Partial<Record<State, (route: Route, look: Look) => Promise<void>>> = {
  loading: () => new Promise(() => undefined),
  failed: (route, look) => route.fulfill(problem('internal_error', look)),
  crowded: (route, look) => route.fulfill(problem('overloaded', look)),
  forbidden: (route, look) => route.fulfill(problem('forbidden', look)),
  offline: (route) => route.abort('internetdisconnected'),
};

/** Has the server answer this page as it does in a state, until the page is closed. */
async function answerAs(page: Page, state: State, look: Look): Promise<void> {
  const answer = answers[state];
  if (answer === undefined) return;
  await page.route(
    ({ pathname }) => pathname.startsWith('/api/v1/') && (state === 'offline' || !answersAlways.test(pathname)),
    (route) => answer(route, look),
  );
  if (state === 'offline') {
    await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  }
}

/** Has pages that the server draws come empty, so that they ask for everything themselves. */
export async function sendEmptyDocuments(page: Page, url: string): Promise<void> {
  await page.route(
    ({ pathname }) => drawn.test(pathname),
    async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      await route.fulfill({ response: await route.fetch({ url: `${url}${emptyDocument}` }) });
    },
  );
}

/** Waits until a page shows what it will. False when it still waits for something after a long time. */
export async function waitUntilShown(page: Page, isLoading = false): Promise<boolean> {
  await page.locator('h1, [aria-busy=true]').first().waitFor({ state: 'attached' });
  const isThere = () =>
    document.querySelector('[aria-busy=true]') === null && document.getElementById('drawn-from') === null;
  const shown =
    isLoading ||
    (await page.waitForFunction(isThere, undefined, { timeout: patienceMs }).then(
      () => true,
      () => false,
    ));
  await page.waitForTimeout(isLoading ? skeletonMs : drawnMs);
  await page.evaluate(() => document.fonts.ready);
  return shown;
}

/** Opens a path in a state. Returns what is wrong with what came of it, in sentences. */
export async function openIn(page: Page, path: string, state: State, look: Look, url: string): Promise<string[]> {
  if (state !== 'stale') await answerAs(page, state, look);
  if (state !== 'success' && state !== 'empty') await sendEmptyDocuments(page, url);
  await page.goto(`${url}${path}`);
  const shown = await waitUntilShown(page, state === 'loading');
  if (state === 'stale') {
    await page.waitForTimeout(staleAfterMs);
    await answerAs(page, 'failed', look);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await page.waitForTimeout(staleAfterMs / 2);
  }
  return shown ? [] : [`${path} in the state ${state} still waits for something`];
}
