import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buyTicket } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { launchBrowser, openPage, phone } from './support/browser.ts';
import { logIn } from './support/log-in.ts';
import { filmOfCode } from './support/camera.ts';

let shop: TestShop;
let folder: string;

beforeAll(async () => {
  shop = await startTestShop();
  folder = await mkdtemp(join(tmpdir(), 'og-tickets-camera-'));
});
afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
});

test('the camera reads a ticket with the wasm reader that our own server sends, and its holder enters', async () => {
  const session = await shop.make.session();
  const { code } = await buyTicket(shop, session);
  const browser = await launchBrowser(await filmOfCode(join(folder, 'code.y4m'), code));
  try {
    const controller = await shop.make.account('controller');
    const { page, faults } = await openPage(browser, phone);
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto(`${shop.url}/controle`);
    await logIn(page, controller);
    await page.getByRole('radio', { name: new RegExp(session.code) }).check();
    await page.getByRole('button', { name: 'Ouvrir le contrôle' }).click();
    await page.getByRole('button', { name: 'Scanner avec la caméra' }).click();
    const verdict = page.getByRole('alertdialog');
    await verdict.waitFor();
    expect((await verdict.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/ENTREZ.*Ana Martín/);
    // The same code stays in front of the camera: it is not a second scan.
    await verdict.waitFor({ state: 'hidden' });
    await page.waitForTimeout(1_500);
    expect(await verdict.isVisible()).toBe(false);
    expect([...hosts]).toEqual([new URL(shop.url).host]);
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
});
