import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buyTicket } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { desktop, launchBrowser, openPage, phone } from './support/browser.ts';
import { logIn } from './support/log-in.ts';
import { filmOfCode } from './support/camera.ts';
import { readCodeFromPng } from './support/read-qr.ts';
import { beginWork } from './support/scanner.ts';

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

test('the back office draws the code that enrols a scanner, the camera of the scanner reads it, and its controller scans', async () => {
  const session = await shop.make.session();
  const { code } = await buyTicket(shop, session);
  const film = join(folder, 'enrol.y4m');
  // Chromium opens the film when the camera starts: what it shows is written when it is known.
  const browser = await launchBrowser(await filmOfCode(film, 'nothing yet'));
  try {
    const admin = await shop.make.account('admin');
    const office = await openPage(browser, desktop, [401, 403]);
    await office.page.goto(`${shop.url}/admin/terminaux`);
    await logIn(office.page, admin);
    await office.page.getByRole('button', { name: 'Préparer un terminal' }).click();
    await office.page.getByLabel('Nom du terminal').fill('Lecteur 9');
    await office.page.getByRole('button', { name: 'Créer le lien' }).click();
    const drawn = office.page.getByRole('img', { name: 'Code d’enrôlement' });
    const proof = office.page.getByRole('dialog').getByLabel('Mot de passe', { exact: true });
    await proof.or(drawn).first().waitFor();
    if (await proof.isVisible()) {
      await proof.fill(admin.password);
      await office.page.keyboard.press('Enter');
    }
    await drawn.waitFor();
    const link = await readCodeFromPng(browser, await drawn.screenshot());
    expect(link).toContain('/controle/enroler#token=');
    await office.page.context().close();

    const { page, faults } = await openPage(browser, { ...phone, baseURL: shop.url }, [401]);
    await page.goto('/controle/enroler');
    await filmOfCode(film, `${shop.url}/controle/enroler`);
    await page.getByRole('button', { name: 'Viser le QR code d’enrôlement' }).click();
    await page.getByText('Ce QR code n’enrôle pas de terminal').waitFor();
    await page.getByRole('button', { name: 'Arrêter la caméra' }).click();
    await filmOfCode(film, new URL(new URL(link).hash, `${shop.url}/controle/enroler`).href);
    await page.getByRole('button', { name: 'Viser le QR code d’enrôlement' }).click();
    await page.getByRole('button', { name: 'Enrôler ce terminal' }).click();
    await page.getByRole('heading', { name: 'Terminal enrôlé' }).waitFor();
    await page.getByText('Lecteur 9').waitFor();
    await page.getByRole('link', { name: 'Commencer une prise de poste' }).click();
    await filmOfCode(film, code);
    await beginWork(page, await shop.make.account('controller'), session);
    await page.getByRole('button', { name: 'Scanner avec la caméra' }).click();
    await page.getByRole('heading', { name: 'ENTREZ' }).waitFor();
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
});
