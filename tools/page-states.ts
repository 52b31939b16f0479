// npm run screenshots:states: starts a demo of its own and takes every page of visitors and buyers in every state, at two widths,
// light and dark, French and English; .data/page-states/index.html shows them side by side. An argument, `phone` or `desktop`,
// takes one width only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { desktop, launchBrowser, openPage, phone } from '../e2e/support/browser.ts';
import { logIn } from '../e2e/support/log-in.ts';
import { payAtBank } from '../e2e/support/pay-at-bank.ts';

const port = 3457;
const url = `http://localhost:${port}`;
const folder = join('.data', 'page-states');
/** Long enough for three tries of a query, and for a skeleton. */
const settleMs = 3_200;

const states = ['success', 'loading', 'failed', 'forbidden', 'offline', 'stale', 'empty'] as const;
type State = (typeof states)[number];

const allLooks = [
  { name: 'phone-light-fr', options: { ...phone, deviceScaleFactor: 1 }, colorScheme: 'light', language: 'fr' },
  { name: 'desktop-dark-en', options: desktop, colorScheme: 'dark', language: 'en' },
] as const;
type Look = (typeof allLooks)[number];
const looks = allLooks.filter(({ name }) => name.startsWith(process.argv[2] ?? ''));

interface Account {
  role: string;
  email: string;
  password: string;
}

/** What a page asks first, so that it knows who is there: it answers in every state. */
const answersAlways = /\/api\/v1\/(?:auth|shop)\b/;

const problem = (status: number, code: string, detail: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: code, status, code, detail, requestId: '01JABCDEFG' }),
});

const refusals: Partial<Record<State, (route: Route) => Promise<void>>> = {
  loading: () => new Promise(() => undefined),
  failed: (route) => route.fulfill(problem(500, 'internal', 'Un problème est survenu de notre côté.')),
  forbidden: (route) => route.fulfill(problem(403, 'forbidden', 'Votre compte n’a pas ce droit.')),
  offline: (route) => route.abort('internetdisconnected'),
};

async function refuse(page: Page, state: State): Promise<void> {
  const handler = refusals[state];
  if (handler === undefined) return;
  await page.route(
    (address) => address.pathname.startsWith('/api/v1/') && !answersAlways.test(address.href),
    (route) => handler(route),
  );
  if (state === 'offline') {
    await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  }
}

/** Takes one page in one state. `stale` is what is shown when it could not be read again. */
async function take(context: BrowserContext, path: string, state: State, file: string): Promise<void> {
  const page = await context.newPage();
  await refuse(page, state);
  await page.goto(`${url}${path}`);
  await page.waitForTimeout(settleMs);
  if (state === 'stale') {
    await refuse(page, 'failed');
    await page.waitForTimeout(5_000);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.waitForTimeout(settleMs);
  }
  await page.screenshot({ path: join(folder, `${file}.png`) });
  await page.close();
}

async function contextOf(browser: Browser, look: Look, account?: Account): Promise<BrowserContext> {
  const { page } = await openPage(browser, { ...look.options, colorScheme: look.colorScheme });
  const context = page.context();
  await page.goto(`${url}/connexion`);
  if (account !== undefined) {
    await logIn(page, account);
    await page.waitForURL((address) => address.pathname !== '/connexion');
  }
  await context.addInitScript((language) => localStorage.setItem('og-tickets.language', language), look.language);
  await page.close();
  return context;
}

/** Buys one ticket and leaves another place in the cart; returns the order's number. */
async function buy(browser: Browser, customer: Account, codes: readonly [string, string]): Promise<string> {
  const { page } = await openPage(browser, desktop);
  const book = async (code: string) => {
    await page.goto(`${url}/epreuves/${code}`);
    await page.getByRole('button', { name: 'Réserver' }).click();
    await page.getByText('Vos places sont réservées').waitFor();
  };
  await page.goto(`${url}/connexion`);
  await logIn(page, customer);
  await page.waitForURL((address) => address.pathname !== '/connexion');
  await book(codes[0]);
  await page.goto(`${url}/commande`);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: /Commander avec obligation de paiement/ }).click();
  await payAtBank(page, '4242 4242 4242 4242');
  await page.getByRole('heading', { level: 1, name: 'Commande confirmée' }).waitFor();
  const order = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await book(codes[1]);
  await page.context().close();
  return order;
}

function index(files: readonly string[]): string {
  const figures = files.map(
    (name) => `<figure><img src="${name}.png" width="260"><figcaption>${name}</figcaption></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Pages and states</title>
<style>body{display:flex;flex-wrap:wrap;gap:12px;font:12px sans-serif}figure{margin:0}img{border:1px solid #999}</style>
${figures.join('\n')}\n`;
}

async function takeAll(browser: Browser, customer: Account, newcomer: Account): Promise<string[]> {
  const files: string[] = [];
  const each = async (look: Look, context: BrowserContext, paths: readonly string[], which: readonly State[]) => {
    for (const path of paths) {
      for (const state of which) {
        const file = `${path.split(/[/?]/).filter(Boolean).slice(0, 2).join('-') || 'accueil'}-${state}-${look.name}`;
        await take(context, path, state, file);
        files.push(file);
      }
    }
    await context.close();
  };
  const own = ['/commandes', '/billets'];
  for (const look of looks) await each(look, await contextOf(browser, look, newcomer), [...own, '/panier'], ['empty']);
  for (const look of looks)
    await each(look, await contextOf(browser, look), ['/epreuves?q=xylophone', '/commande'], ['empty']);
  const { items } = await (await fetch(`${url}/api/v1/sessions?available=true&limit=2`)).json();
  const order = await buy(browser, customer, [items[0].code, items[1].code]);
  const notEmpty = states.filter((state) => state !== 'empty');
  const visited = ['/', '/epreuves', `/epreuves/${items[0].code}`, '/conditions'];
  const buyers = ['/panier', '/commande', `/confirmation/${order}`, `/commandes/${order}`];
  buyers.push(...own, '/profil', '/securite', '/mes-donnees');
  for (const look of looks) {
    await each(look, await contextOf(browser, look), visited, notEmpty);
    await each(look, await contextOf(browser, look, customer), buyers, notEmpty);
  }
  return files;
}

const dataDir = await mkdtemp(join(tmpdir(), 'og-tickets-states-'));
const server = spawn(process.execPath, ['server/src/main.ts'], {
  env: { ...process.env, PORT: String(port), OG_DATA_DIR: dataDir },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(server, 'exit');
const browser = await launchBrowser();
try {
  for await (const text of server.stdout.setEncoding('utf8')) if (String(text).includes('Ctrl-C')) break;
  server.stdout.resume();
  await mkdir(folder, { recursive: true });
  const accounts: Account[] = JSON.parse(await readFile(join(dataDir, 'demo-accounts.json'), 'utf8'));
  const of = (role: string): Account => {
    const account = accounts.find((candidate) => candidate.role === role);
    if (account === undefined) throw new Error(`no demo account of the role ${role}`);
    return account;
  };
  // The customer of a demo has bought before; its controller has not.
  const files = await takeAll(browser, of('customer'), of('controller'));
  await writeFile(join(folder, 'index.html'), index(files));
  process.stdout.write(`${files.length} pictures, see ${join(folder, 'index.html')}\n`);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await ended;
  await rm(dataDir, { recursive: true, force: true });
}
