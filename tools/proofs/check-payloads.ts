import { changeMailText, previewMail } from '@og-tickets/contract/mail-texts.ts';
import { type PasskeyCreation } from '@og-tickets/contract/web-authentication.ts';
import { addPasskey, type Passkey, renamePasskey } from '@og-tickets/contract/second-factors.ts';
import { changeSettings, type ShopSettings } from '@og-tickets/contract/settings.ts';
import { reportPageError } from '@og-tickets/contract/page-errors.ts';
import { register } from '@og-tickets/contract/accounts.ts';
import { launchBrowser } from '../../e2e/support/browser.ts';
import { Authenticator } from '../../server/test/authenticator.ts';
import type { Client } from '../../server/test/client.ts';
import type { MadeAccount } from '../../server/test/factory.ts';
import { renewToken } from '../../server/test/factors.ts';
import { payloads } from '../../server/test/free-text/payloads.ts';
import { loginAsAdmin } from '../../server/test/refunds.ts';
import { adminPages } from './lib/every-page.ts';
import { type Buyer, fillWithPayloads, type HostileShop } from './lib/payloads/hostile-shop.ts';
import {
  drawnFinding,
  fileFindings,
  lookAt,
  mailFinding,
  pagesFinding,
  paperFindings,
} from './lib/payloads/outputs.ts';
import { changeSessions, giveReasons } from './lib/payloads/reasons.ts';
import { both, cut, PayloadSender, rename } from './lib/payloads/sender.ts';
import { type Look, WatchedPages } from './lib/payloads/watched-pages.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// Sixty hostile texts in every field of the contract that takes free text, sent through the endpoints; then all that shows
// them: pages in Chromium (as the server draws them and as they are once taken over), mails, PDF, calendars, CSV and XLSX.
// `ran` counts what ran in a page; what the policy of a page keeps from running is a fault on its console, and counts too:
// markup is to be shown, not to be stopped. `-- --texts 6` takes fewer.

process.env['CHROME_PATH'] ??= '/usr/bin/chromium';
const texts = payloads.slice(0, numberOption('texts', payloads.length));
const shop = await openProofShop();
const browser = await launchBrowser();
const sender = new PayloadSender();
const findings: Finding[] = [];
const found = (...some: Finding[]): void => {
  findings.push(...some);
  for (const one of some) process.stdout.write(`${JSON.stringify(one)}\n`);
};

interface Staff {
  account: MadeAccount;
  client: Client;
}
const admin = await staff('admin');
const second = await staff('admin');
const controller = await staff('controller');
let renewedMs = performance.now();

async function staff(role: 'admin' | 'controller'): Promise<Staff> {
  const account = await shop.make.account(role);
  return { account, client: await loginAsAdmin(shop, account) };
}

/** Tokens last eight minutes, a proof of who is there five. */
async function renew(): Promise<void> {
  if (performance.now() - renewedMs < 60_000) return;
  renewedMs = performance.now();
  for (const { account, client } of [admin, second, controller]) {
    await renewToken(client);
    await client.post('/auth/step-up', { password: account.password });
  }
}

async function setShop(changes: object): Promise<void> {
  const { body } = await admin.client.get<ShopSettings>('/admin/settings');
  await sender.send(admin.client, { endpoint: changeSettings, body: { version: body.version, changes } });
}

/** What a shop or an account has one of: each text in turn, in all of it. */
async function inTurn(
  { all }: HostileShop,
  buyer: Buyer,
  pages: { office: WatchedPages; own: WatchedPages },
): Promise<void> {
  const mine = all.flatMap((one) => (one.buyer === buyer ? one.order.ticketIds : []));
  const device = new Authenticator(`http://localhost:${new URL(shop.url).port}`);
  await renewToken(buyer.browser);
  await buyer.browser.post('/auth/step-up', { password: buyer.account.password });
  const { body: asked } = await buyer.browser.post<PasskeyCreation>('/me/passkeys/options');
  const passkey = device.create(asked);
  const body = { name: texts[0] ?? '', passkey };
  const added = await sender.send<{ passkey: Passkey }>(buyer.browser, { endpoint: addPasskey, body });
  const [looks, officeLooks] = [new Map<string, Look>(), new Map<string, Look>()];
  for (const [at, text] of texts.entries()) {
    await renew();
    const legal = { entity: text, address: text, registration: text, vatNumber: text, publicationDirector: text };
    const more = { phone: cut(text, 40), host: text, mediator: text };
    const shown = { text: both(text), until: null };
    const closed = { text: both(text), since: new Date().toISOString() };
    const names = { shopName: cut(text, 40), mailSenderName: text, legal: { ...legal, ...more } };
    await setShop({ ...names, announcement: shown, saleClosed: closed });
    const words = { fr: { opening: text, closing: text }, en: { opening: text, closing: text } };
    const kind = { kind: 'order_paid' };
    const { body: kept } = await admin.client.get<{ items: { kind: string; version: number }[] }>('/admin/mail-texts');
    const version = kept.items.find((one) => one.kind === 'order_paid')?.version;
    await sender.send(admin.client, { endpoint: changeMailText, params: kind, body: { version, words } });
    await sender.send(admin.client, { endpoint: previewMail, params: kind, body: { words, locale: 'fr' } });
    await renewToken(buyer.browser);
    const name = { firstName: text, lastName: text };
    await rename(sender, buyer.browser, text);
    const id = { id: added?.passkey.id ?? '' };
    await sender.send(buyer.browser, { endpoint: renamePasskey, params: id, body: { name: text } });
    const registration = { email: `new-${at}@example.org`, password: 'trois lampes bleues', acceptTerms: true };
    const fault = { name: text, message: text, stack: text, page: '/' };
    await sender.send(shop.client(), { endpoint: reportPageError, body: fault });
    await sender.send(shop.client(), { endpoint: register, body: { ...registration, ...name } });
    await shop.caughtUp();
    const rest = ['/mentions-legales', '/conditions', '/securite', `/billets/${mine[at % mine.length] ?? ''}`];
    for (const path of ['/', '/profil', ...(at % 5 === 0 ? rest : [])])
      looks.set(`${path}#${at}`, await pages.own.look(`${shop.url}${path}`));
    officeLooks.set(`/admin/reglages#${at}`, await pages.office.look(`${shop.url}/admin/reglages`));
  }
  found(pagesFinding('settings, texts and names in turn, on the pages of the shop', looks));
  found(pagesFinding('the same on the page of the settings', officeLooks));
}

/** Pages of one object look the same for all: those that a visitor sees first are opened for each text, the others for a few. */
const everyFifth = <T>(all: readonly T[]): T[] => all.filter((_one, at) => at % 5 === 0);

async function pagesOfAll(hostile: HostileShop, pages: { office: WatchedPages; own: WatchedPages }): Promise<void> {
  const { all, buyers } = hostile;
  const [first] = all;
  const [buyer] = buyers;
  if (first === undefined || buyer === undefined) return;
  const sessions = all.map(({ session }) => `/epreuves/${session.code}`);
  const drawn = ['/', '/epreuves', ...sessions, '/en/epreuves'];
  found(await drawnFinding(browser, shop, { name: 'drawn documents', paths: drawn }));
  const shopPaths = ['/', '/epreuves', '/epreuves?q=script', '/panier', ...sessions];
  found(pagesFinding('pages of the shop', await lookAt(pages.own, shop.url, shopPaths), sessions.length));
  const mine = everyFifth(all.filter((one) => one.buyer === buyer));
  const ofMine = mine.flatMap(({ order }) => [`/commandes/${order.code}`, `/billets/${order.ticketIds[0] ?? ''}`]);
  found(pagesFinding('pages of a buyer', await lookAt(pages.own, shop.url, ['/commandes', '/billets', ...ofMine])));
  const panels = all.map(({ order }) => `/admin/commandes/${order.code}`);
  const few = everyFifth(all).flatMap(({ session, person }) => [
    `/admin/epreuves/${session.code}`,
    `/admin/commandes/${person.order.code}`,
    `/admin/portes/${session.code}/controles`,
  ]);
  const lists = ['personnes?q=script', 'conflits?state=resolved'].map((list) => `/admin/${list}`);
  const reports = ['session', 'venue', 'offer', 'sport'].map((by) => `/admin/rapports?report=sales&by=${by}`);
  const usual = adminPages({ session: first.session, order: first.order.code });
  const office = await lookAt(pages.office, shop.url, [...usual, ...lists, ...reports, ...panels, ...few]);
  found(pagesFinding('pages of the back office', office, panels.length + few.length));
}

try {
  await setShop({ refundApprovalAboveCents: 0 });
  const office = { admin: admin.client, second: second.client, controller: controller.client, sender, renew };
  const hostile = await fillWithPayloads(shop, office, texts);
  await giveReasons(shop, office, hostile);
  await changeSessions(office, hostile, 'moved');
  await shop.caughtUp();
  process.stdout.write(`${JSON.stringify(sender.counts)}\n`);
  for (const one of hostile.buyers) await renewToken(one.browser);
  found(...(await paperFindings(hostile.all, shop.url)));
  const [buyer] = hostile.buyers;
  if (buyer === undefined) throw new Error('nobody bought');
  const pages = { office: await WatchedPages.open(browser, texts), own: await WatchedPages.open(browser, texts) };
  await pages.office.logIn(shop.url, admin.account, '/admin');
  await pages.own.logIn(shop.url, buyer.account, '/billets');
  await pagesOfAll(hostile, pages);
  await inTurn(hostile, buyer, pages);
  await renew();
  await setShop({ saleClosed: null, announcement: null, shopName: 'OG-Tickets', refundApprovalAboveCents: null });
  await changeSessions(office, hostile, 'cancelled');
  await renew();
  await shop.caughtUp();
  const paths = hostile.all.map(({ session }) => `/epreuves/${session.code}`);
  found(await drawnFinding(browser, shop, { name: 'documents of cancelled sessions', paths }));
  await renewToken(buyer.browser);
  await buyer.browser.post('/auth/step-up', { password: buyer.account.password });
  found(...(await fileFindings(shop, admin.client, [buyer.browser])));
  found(await mailFinding(browser, shop, hostile));
  const counts = sender.counts;
  found({ name: 'fields of the contract', passed: sender.left.length === 0, figures: { left: sender.left, counts } });
  report('payloads', findings);
} finally {
  await browser.close();
  await shop.close();
}
