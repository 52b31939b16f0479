// npm run screenshots: starts a shop of its own, buys and scans a ticket in a real browser, and takes the pictures of the README.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { desktop, launchBrowser, openPage, phone } from '../e2e/support/browser.ts';
import { logIn } from '../e2e/support/log-in.ts';
import { payAtBank } from '../e2e/support/pay-at-bank.ts';

const port = 3456;
const url = `http://localhost:${port}`;
const folder = 'docs/screenshots';
const patienceMs = 90_000;

interface Account {
  role: string;
  email: string;
  password: string;
}

/** Takes what is in sight, from the top of the page unless something further down was brought there. */
async function take(page: Page, name: string, { fromTop = true } = {}): Promise<void> {
  await page.waitForLoadState('networkidle');
  // Nothing that is still coming, and no word of a crowd: the machine may have been busy for a moment.
  await page.waitForFunction(
    () =>
      document.querySelector('.animate-pulse, [aria-busy=true]') === null &&
      !/Beaucoup de monde/.test(document.body.innerText),
    undefined,
    { timeout: patienceMs },
  );
  if (fromTop) await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Walks the shop as a visitor, from the home page to the confirmation. Returns the path of the ticket. */
async function buy(browser: Browser, customer: Account): Promise<string> {
  const { page } = await openPage(browser, desktop);
  await page.goto(url);
  await take(page, 'home');
  await page.goto(`${url}/epreuves?q=basket`);
  await take(page, 'sessions');
  await page
    .getByRole('main')
    .getByRole('link', { name: /match 19/ })
    .first()
    .click();
  await page.getByRole('radio', { name: /Duo/ }).first().check();
  await take(page, 'session', { fromTop: false });
  await page.getByRole('button', { name: 'Réserver' }).click();
  await page.getByRole('link', { name: 'Voir le panier' }).first().click();
  await page
    .getByText(/Réservé jusqu’à/)
    .first()
    .waitFor();
  await take(page, 'cart');
  await page.getByRole('link', { name: 'Commander' }).click();
  await logIn(page, customer);
  await page.getByRole('checkbox').check();
  await take(page, 'checkout');
  await page.getByRole('button', { name: /Commander avec obligation de paiement/ }).click();
  await page.getByRole('link', { name: /^Payer/ }).waitFor();
  await page.getByText('Total à payer').waitFor();
  await take(page, 'payment');
  await payAtBank(page, '4242 4242 4242 4242');
  await page.getByRole('heading', { level: 1, name: 'Commande confirmée' }).waitFor();
  await take(page, 'confirmation');
  const ticket = page.getByRole('link', { name: /Voir le billet/ }).first();
  return (await ticket.getAttribute('href')) ?? '/billets';
}

/** Opens the ticket on a phone and scans what the page shows at the gate, on a second phone. */
async function enter(browser: Browser, ticket: string, customer: Account, controller: Account): Promise<void> {
  const { page } = await openPage(browser, { ...phone, colorScheme: 'dark' });
  await page.goto(`${url}/connexion?suite=${ticket}`);
  await logIn(page, customer);
  await page.getByRole('img', { name: /Code du billet/ }).waitFor();
  await take(page, 'ticket');
  const gate = await openPage(browser, phone);
  await gate.page.goto(`${url}/controle`);
  await logIn(gate.page, controller);
  await gate.page.getByRole('searchbox').fill('match 19');
  await gate.page.getByRole('radio', { name: /match 19/ }).check();
  await gate.page.getByRole('button', { name: 'Ouvrir le contrôle' }).click();
  await gate.page.getByLabel('Code du billet').fill('OG1:NOT A TICKET OF OURS');
  await gate.page.keyboard.press('Enter');
  await gate.page.getByRole('alertdialog').waitFor();
  await take(gate.page, 'refused');
}

/** Looks at the back office after that sale, on a desk and, for the dashboard, on a phone at night. */
async function administer(browser: Browser, admin: Account): Promise<void> {
  const { page } = await openPage(browser, desktop);
  await page.goto(`${url}/connexion?suite=/admin`);
  await logIn(page, admin);
  await page.getByText('Chiffre du jour').waitFor();
  await take(page, 'back-office');
  await page.goto(`${url}/admin/commandes`);
  await page.getByRole('main').getByRole('table').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Rembourser' }).first().waitFor();
  await take(page, 'back-office-order');
  await page.goto(`${url}/admin/rapports?report=sales&by=offer`);
  await page.getByRole('table').first().waitFor();
  await take(page, 'back-office-report');
  await page.goto(`${url}/admin/reglages`);
  const texts = page.getByRole('region', { name: 'Textes des courriels' });
  await texts.getByRole('button', { name: 'Aperçu en français' }).click();
  await texts.locator('iframe').scrollIntoViewIfNeeded();
  await take(page, 'back-office-mails', { fromTop: false });
  const night = await openPage(browser, { ...phone, colorScheme: 'dark' });
  await night.page.goto(`${url}/connexion?suite=/admin`);
  await logIn(night.page, admin);
  await night.page.getByText('Chiffre du jour').waitFor();
  await take(night.page, 'back-office-phone');
}

const dataDir = await mkdtemp(join(tmpdir(), 'og-tickets-screenshots-'));
const environment = { ...process.env, PORT: String(port), OG_DATA_DIR: dataDir };
const server = spawn(process.execPath, ['server/src/main.ts'], {
  env: environment,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(server, 'exit');
const browser = await launchBrowser();
try {
  for await (const text of server.stdout.setEncoding('utf8')) if (String(text).includes('Ctrl-C')) break;
  await mkdir(folder, { recursive: true });
  const accounts: Account[] = JSON.parse(await readFile(join(dataDir, 'demo-accounts.json'), 'utf8'));
  const of = (role: string): Account => {
    const account = accounts.find((candidate) => candidate.role === role);
    if (account === undefined) throw new Error(`no demo account of the role ${role}`);
    return account;
  };
  const ticket = await buy(browser, of('customer'));
  await enter(browser, ticket, of('customer'), of('controller'));
  await administer(browser, of('admin'));
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await ended;
  await rm(dataDir, { recursive: true, force: true });
}
