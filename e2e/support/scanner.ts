import type { Browser, Page } from 'playwright-core';
import type { Client } from '../../server/test/client.ts';
import { inviteScanner, tokenOfInvitation } from '../../server/test/enrolment.ts';
import type { MadeAccount, MadeSession } from '../../server/test/factory.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { openPage, phone, type WatchedPage } from './browser.ts';
import { logIn } from './log-in.ts';

/** A browser that was enrolled as a scanner, with a shift begun at a gate. */
export interface OpenScanner extends WatchedPage {
  deviceId: string;
  controller: MadeAccount;
}

/** What an answer that a test expects leaves on the console: scanners without network fail to ask. */
const expectedStatuses = [401, 403];

/** Enrols a browser by its link, begins a shift of a new controller and opens control of a session. */
export async function openScanner(
  input: { browser: Browser; shop: TestShop; admin: Client; session: MadeSession },
  { name = 'Terminal 1', gate = 'A', invitation = {} }: { name?: string; gate?: string; invitation?: object } = {},
): Promise<OpenScanner> {
  const { browser, shop, admin, session } = input;
  const invited = await inviteScanner(admin, { name, ...invitation });
  const watched = await openPage(browser, { ...phone, baseURL: shop.url }, expectedStatuses);
  const { page } = watched;
  await page.goto(`/controle/enroler#token=${tokenOfInvitation(invited)}`);
  await page.getByRole('button', { name: 'Enrôler ce terminal' }).click();
  await page.getByRole('link', { name: 'Commencer une prise de poste' }).click();
  const controller = await shop.make.account('controller');
  await beginWork(page, controller, session, gate);
  return { ...watched, deviceId: invited.device.id, controller };
}

/** Logs in on an enrolled scanner and opens control. */
export async function beginWork(page: Page, controller: MadeAccount, session: MadeSession, gate = 'A'): Promise<void> {
  await logIn(page, controller);
  await page.getByRole('radio', { name: new RegExp(session.code) }).check();
  await page.getByRole('radio', { name: gate, exact: true }).check();
  await page.getByRole('button', { name: 'Ouvrir le contrôle' }).click();
  await page.getByText('Liste à jour').waitFor();
}

/** Types a code as a reader does and gives what the verdict says; a refusal is put away. */
export async function check(page: Page, code: string): Promise<string> {
  await page.getByLabel('Code du billet').fill(code);
  await page.keyboard.press('Enter');
  return verdictOf(page);
}

/** What the verdict on screen says, on one line; waits until it is gone. */
export async function verdictOf(page: Page): Promise<string> {
  const verdict = page.getByRole('alertdialog');
  // In one go: an admission is shown for a second only.
  const read = await page.waitForFunction(() => {
    const dialog = document.querySelector<HTMLElement>('[role=alertdialog]');
    return dialog === null ? null : `${dialog.dataset['verdict']} ${dialog.innerText}`;
  });
  const shown = ((await read.jsonValue()) ?? '').replaceAll(/\s+/g, ' ');
  const next = page.getByRole('button', { name: 'Billet suivant' });
  if (!shown.startsWith('admitted') && (await next.isVisible())) await next.click();
  if ((await page.getByRole('button', { name: 'Ne pas laisser entrer' }).count()) === 0) {
    await verdict.waitFor({ state: 'hidden' });
  }
  return shown;
}

/** Waits until the scanner's own service worker keeps its pages. */
export async function keptOffline(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/controle');
    return registration?.active?.state === 'activated' && navigator.serviceWorker.controller !== null;
  });
}

/** Cuts the network of a scanner, or gives it back, and waits until it has noticed. */
export async function setNetwork(page: Page, on: boolean): Promise<void> {
  await page.context().setOffline(!on);
  await page.getByText(on ? 'En ligne' : 'Hors ligne', { exact: true }).waitFor();
}

/** Everything that the page's origin keeps: IndexedDB, caches, localStorage and sessionStorage, as text. */
export function dumpStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('IndexedDB cannot be read')));
      });
    const asText = (_key: string, value: unknown): unknown => {
      if (value instanceof ArrayBuffer)
        return Array.from(new Uint8Array(value), (byte) => String.fromCharCode(byte)).join('');
      return value instanceof CryptoKey ? { algorithm: value.algorithm, extractable: value.extractable } : value;
    };
    const rows: Record<string, unknown> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await answerOf(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        rows[`${name}/${store}`] = await answerOf(db.transaction(store).objectStore(store).getAll());
      }
      db.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) cached.push(request.url);
    }
    const storages = { local: Object.entries(localStorage), session: Object.entries(sessionStorage) };
    return JSON.stringify({ rows, cached, ...storages }, asText);
  });
}
