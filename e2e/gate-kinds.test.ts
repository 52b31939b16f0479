import { afterAll, beforeAll, expect, test } from 'vitest';
import { showableCode, textToShow } from '@og-tickets/contract/rules/ticket-code/show.ts';
import type { TicketCode } from '@og-tickets/contract/tickets.ts';
import type { Browser, Page } from 'playwright-core';
import { buyTicket } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { launchBrowser, openPage, phone } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function check(page: Page, code: string): Promise<string> {
  await page.getByLabel('Code du billet').fill(code);
  await page.keyboard.press('Enter');
  return seen(page);
}

/** Types a code on the big keys, which hold its start already. */
async function checkByKeys(page: Page, code: string): Promise<string> {
  await page.getByRole('button', { name: 'Clavier' }).click();
  const keypad = page.getByRole('dialog', { name: 'Saisir un code' });
  await keypad.getByRole('button', { name: '7', exact: true }).click();
  await keypad.getByRole('button', { name: 'Effacer le dernier' }).click();
  await keypad.evaluate((dialog, text) => {
    const keys = new Map(Array.from(dialog.querySelectorAll('button'), (key) => [key.textContent, key]));
    for (const character of text) keys.get(character === ' ' ? '_' : character)?.click();
  }, code.slice('OG1:'.length));
  expect((await keypad.getByLabel('Code saisi').innerText()).replaceAll(/\s/g, '')).toBe(code.replaceAll(' ', '_'));
  await keypad.getByRole('button', { name: 'Contrôler' }).click();
  return seen(page);
}

/** What the verdict says; put away. */
async function seen(page: Page): Promise<string> {
  const verdict = page.getByRole('alertdialog');
  await verdict.waitFor();
  const shown = `${await verdict.getAttribute('data-verdict')} ${await verdict.innerText()}`;
  await page.getByRole('button', { name: 'Billet suivant' }).click();
  await verdict.waitFor({ state: 'hidden' });
  return shown.replaceAll(/\s+/g, ' ');
}

test('the gate says what to do about a frozen code, and about paper where only the phone lets in', async () => {
  const session = await shop.make.session();
  const { buyer, ticket, code: paper } = await buyTicket(shop, session);
  await shop.db.updateTable('catalog.sessions').set({ allowed_kinds: 2 }).where('id', '=', session.id).execute();
  const { body } = await buyer.get<TicketCode>(`/tickets/${ticket.id}/code`);
  if (body.kind !== 'rotating') throw new Error(`the code is ${body.kind}`);
  const page = showableCode(body);
  const shownIn = (seconds: number) => textToShow(page, Date.now() / 1000 + seconds) ?? '';

  const controller = await shop.make.account('controller');
  const gate = await openPage(browser, phone);
  await gate.page.goto(`${shop.url}/controle`);
  await logIn(gate.page, controller);
  await gate.page.getByRole('radio', { name: new RegExp(session.code) }).check();
  await gate.page.getByRole('button', { name: 'Ouvrir le contrôle' }).click();

  expect(await checkByKeys(gate.page, paper)).toMatch(
    /^refused REFUSÉ Ce genre de code n’est pas accepté ici\. Demandez/,
  );
  expect(await check(gate.page, shownIn(60))).toMatch(/^check VÉRIFIER Code figé\. Demandez d’actualiser/);
  const shown = shownIn(0);
  await gate.page.getByLabel('Code du billet').fill(shown);
  await gate.page.keyboard.press('Enter');
  await gate.page.getByRole('heading', { name: 'ENTREZ' }).waitFor();
  // A desk without a scanner shows entries, too: all of them against what is expected, and its own of the last minute.
  await gate.page.getByText(/1\s\/\s1\sentrée/).waitFor();
  await gate.page.getByText(/^1\s\/\smin$/).waitFor();
  expect(gate.faults).toEqual([]);
});
