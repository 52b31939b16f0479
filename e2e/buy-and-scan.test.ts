import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { loadDemoCatalogue } from '../server/src/demo/load-catalogue.ts';
import { ensureGates } from '../server/src/modules/admissions/index.ts';
import { withTx } from '../server/src/platform/database/database.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { desktop, launchBrowser, openPage, phone, type WatchedPage } from './support/browser.ts';
import { openBuyer } from './support/buyer.ts';
import { logIn } from './support/log-in.ts';
import { payAtBank } from './support/pay-at-bank.ts';
import { readCodeFromPdf, readCodeFromPng } from './support/read-qr.ts';

const printedDotsPerInch = 150;

let shop: TestShop;
let browser: Browser;

beforeAll(async () => {
  shop = await startTestShop();
  await loadDemoCatalogue(shop.db, new Date());
  await shop.caughtUp();
  await withTx(shop.db, (tx) => ensureGates(tx));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

/** The newest mail to somebody, once it is in the mailbox. */
function mailTo(email: string, subject: RegExp): Promise<{ text: string }> {
  return shop.make.until(async () => {
    const { body } = await shop.client().get<{ to: string; subject: string; text: string }[]>('//dev/mailbox.json');
    return body.find((mail) => mail.to === email && subject.test(mail.subject)) ?? null;
  }, `a mail to ${email}`);
}

/** From the home page to a Duo in the cart, as a visitor finds it. */
async function putDuoInCart(page: Page): Promise<void> {
  await page.goto(shop.url);
  await page.getByRole('combobox', { name: 'Mot, sport ou lieu' }).fill('basket');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/epreuves\?/);
  await page
    .getByRole('main')
    .getByRole('link', { name: /match 19/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: /Basketball/ }).waitFor();
  await page.getByRole('radio', { name: /Duo/ }).first().check();
  await page.getByRole('button', { name: 'Réserver' }).click();
  await page.getByText('Vos places sont réservées').waitFor();
  await page.getByRole('link', { name: 'Voir le panier' }).first().click();
  await page
    .getByText(/Réservé jusqu’à/)
    .first()
    .waitFor();
}

async function register(page: Page, email: string, password: string): Promise<void> {
  await page.getByRole('link', { name: 'Créer un compte' }).first().click();
  await page.getByLabel('Prénom').fill('Zoé');
  await page.getByLabel('Nom', { exact: true }).fill('Lefèvre');
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await page.getByText('Nous vous avons écrit à').waitFor();
  const { text } = await mailTo(email, /./);
  const link = /https?:\/\/\S+activation\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error(`no activation link in: ${text}`);
  await page.goto(link);
  await page.getByRole('button', { name: 'Activer mon compte' }).click();
  await page.getByText('Votre compte est actif').waitFor();
}

/** Opens gate control for the session of the ticket, at gate B. */
async function openControl(search: string): Promise<WatchedPage> {
  const controller = await shop.make.account('controller');
  const gate = await openPage(browser, phone);
  await gate.page.goto(`${shop.url}/controle`);
  await logIn(gate.page, controller);
  await gate.page.getByRole('searchbox').fill(search);
  await gate.page.getByRole('radio', { name: new RegExp(search) }).check();
  await gate.page.getByRole('radio', { name: 'B', exact: true }).check();
  await gate.page.getByRole('button', { name: 'Ouvrir le contrôle' }).click();
  return gate;
}

async function scan(page: Page, code: string): Promise<string> {
  await page.getByLabel('Code du billet').fill(code);
  await page.keyboard.press('Enter');
  // In one go: an admission is shown for a second only.
  const shown = await page.waitForFunction(() => document.querySelector<HTMLElement>('[role=alertdialog]')?.innerText);
  return ((await shown.jsonValue()) ?? '').replaceAll(/\s+/g, ' ');
}

test('a visitor buys a Duo from the home page to the PDF, and enters once', async () => {
  const email = 'zoe.lefevre@example.org';
  const password = 'un chat sur trois toits';
  // The visitor's first questions "who am I?" are answered 401.
  const { page, faults } = await openPage(browser, desktop, [401]);
  await putDuoInCart(page);

  await page.getByRole('link', { name: 'Commander' }).click();
  await register(page, email, password);
  await page.goto(`${shop.url}/commande`);
  await logIn(page, { email, password });
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: /Commander avec obligation de paiement/ }).click();
  await page.waitForURL(/\/paiement\//);

  await payAtBank(page, '4000 0000 0000 0002');
  await page
    .getByRole('main')
    .getByText('Paiement refusé par votre banque. Rien n’a été débité.', { exact: true })
    .waitFor();
  await payAtBank(page, '4242 4242 4242 4242');
  await page.getByRole('heading', { level: 1, name: 'Commande confirmée' }).waitFor();
  const orderCode = page.url().split('/').at(-1);
  const confirmation = await mailTo(email, /commande/i);
  expect(confirmation.text).toContain(orderCode);

  await page.getByRole('navigation').getByRole('link', { name: 'Mes billets' }).first().click();
  await page
    .getByRole('main')
    .getByRole('link', { name: /Basketball|Voir le billet|match 19/ })
    .first()
    .click();
  await page.waitForURL(/\/billets\/[0-9a-f-]{36}/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Télécharger le PDF/ }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const pdf = Buffer.concat(chunks);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const code = await readCodeFromPdf(browser, pdf, printedDotsPerInch);
  expect(code).toMatch(/^OG1:/);
  expect(code).toHaveLength(151);
  // On the page it rotates: another text of the same ticket.
  expect(await readCodeFromPng(browser, await page.screenshot({ fullPage: true }))).toHaveLength(208);

  const gate = await openControl('match 19');
  expect(await scan(gate.page, code)).toMatch(/ENTREZ.*Duo.*2 places entrent.*Zoé Lefèvre/);
  await gate.page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  // The same code within three seconds is the same reading.
  await gate.page.waitForTimeout(3_100);
  expect(await scan(gate.page, code)).toMatch(/REFUSÉ.*Déjà entré à.*porte B/);
  await gate.page.getByRole('button', { name: 'Billet suivant' }).click();
  expect(faults).toEqual([]);
  expect(gate.faults).toEqual([]);
});

test('what is typed into the search is understood while it is typed: by keyboard alone to a sport, and to a session', async () => {
  const { page, faults } = await openPage(browser, desktop, [401]);
  await page.goto(shop.url);
  const field = page.getByRole('combobox', { name: 'Mot, sport ou lieu' });
  expect(await field.getAttribute('aria-expanded')).toBe('false');
  await field.fill('bsaket');
  const list = page.getByRole('listbox', { name: 'Suggestions' });
  const sport = list.getByRole('group', { name: 'Sports' }).getByRole('option').first();
  await sport.waitFor();
  await page
    .getByRole('status')
    .getByText(/\d+\sépreuves?, \d+\ssuggestions?\s: flèches/)
    .waitFor({ state: 'attached' });
  // Looked at again while the page still comes alive around it.
  const faultsOfSearch = async () =>
    (await new AxeBuilder({ page }).include('search').analyze()).violations.map(({ id }) => id);
  await expect.poll(faultsOfSearch).toEqual([]);
  expect(await field.getAttribute('aria-controls')).toBe(await list.getAttribute('id'));
  await page.keyboard.press('ArrowDown');
  await list.getByRole('option', { selected: true }).waitFor();
  await expect.poll(() => field.getAttribute('aria-activedescendant')).toBe(await sport.getAttribute('id'));
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe('bsaket');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/epreuves\?sport=BKB$/);
  await page.goBack();
  // What was typed is still there, and proposes the same.
  await expect.poll(() => field.inputValue()).toBe('bsaket');
  await list.getByRole('group', { name: 'Épreuves' }).getByRole('option').first().click();
  await page.waitForURL(/\/epreuves\/[A-Z0-9]+$/);
  expect(faults).toEqual([]);
});

test('from the home page to the bank in six taps; nothing chosen is lost by a reload or a way back', async () => {
  const { page, faults } = await openBuyer(shop, browser, '/', { options: { ...phone, hasTouch: true } });
  let taps = 0;
  const tap = async (target: Locator): Promise<void> => {
    taps += 1;
    await target.tap();
  };
  await tap(page.getByRole('region', { name: 'Prochaines épreuves' }).getByRole('listitem').getByRole('link').first());
  const duo = page.getByRole('radio', { name: /Duo/ });
  // A choice that this path can do without, so not one of its taps.
  await duo.check();
  await page.reload();
  await expect.poll(() => duo.isChecked()).toBe(true);
  await page.goBack();
  await page.getByRole('heading', { name: 'Prochaines épreuves' }).waitFor();
  await page.goForward();
  await expect.poll(() => duo.isChecked()).toBe(true);
  await tap(page.getByRole('button', { name: 'Réserver' }));
  await tap(page.getByRole('link', { name: 'Commander', exact: true }));
  const bind = page.getByRole('button', { name: /Commander avec obligation de paiement/ });
  await bind.waitFor();
  await page.reload();
  await page.getByText(/Duo/).first().waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Réserver' }).waitFor();
  await page.goForward();
  await tap(page.getByRole('checkbox'));
  await page.reload();
  await expect.poll(() => page.getByRole('checkbox').isChecked()).toBe(true);
  await page.goBack();
  await page.getByRole('button', { name: 'Réserver' }).waitFor();
  await page.goForward();
  await expect.poll(() => page.getByRole('checkbox').isChecked()).toBe(true);
  await tap(bind);
  await page.waitForURL(/\/paiement\//);
  await page.reload();
  const pay = page.getByRole('link', { name: /^Payer/ });
  await tap(pay);
  // The seventh is the bank's own button, on the page of the bank.
  await page.getByLabel('Numéro de carte').waitFor();
  expect(taps).toBe(6);
  await page.goBack();
  await pay.waitFor();
  await payAtBank(page, '4242 4242 4242 4242');
  await page.getByRole('heading', { level: 1, name: 'Commande confirmée' }).waitFor();
  expect(faults).toEqual([]);
});
