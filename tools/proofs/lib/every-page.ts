import { loadDemoCatalogue } from '../../../server/src/demo/load-catalogue.ts';
import { ensureGates } from '../../../server/src/modules/admissions/index.ts';
import { withTx } from '../../../server/src/platform/database/database.ts';
import type { MadeAccount, MadeSession } from '../../../server/test/factory.ts';
import type { TestShop } from '../../../server/test/harness.ts';
import { loginAsAdmin } from '../../../server/test/refunds.ts';

/** A shop in which every page has something to show, and who may see it. */
export interface FilledShop {
  customer: MadeAccount;
  controller: MadeAccount;
  admin: MadeAccount;
  session: MadeSession;
  /** Of a session that a visitor sees first. */
  firstCode: string;
  order: string;
  ticket: string;
}

/** Puts catalogue, accounts, an order and a scanner into an empty shop. */
export async function fillShop(shop: TestShop): Promise<FilledShop> {
  await loadDemoCatalogue(shop.db, new Date());
  await withTx(shop.db, (tx) => ensureGates(tx));
  const session = await shop.make.session();
  await shop.caughtUp();
  const { body } = await shop.client().get<{ items: { code: string }[] }>('/sessions?limit=1');
  const customer = await shop.make.account();
  const controller = await shop.make.account('controller');
  const admin = await shop.make.account('admin');
  const buyer = await shop.make.login(customer);
  // The list of people says who was there already: the same whichever pages are looked at first.
  await shop.make.login(controller);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { quantity: 2 }));
  const office = await loginAsAdmin(shop, admin);
  const invited = { email: 'porte@example.org', firstName: 'Ada', lastName: 'Porte', role: 'controller', locale: 'fr' };
  await office.post('/admin/staff/invitations', invited);
  await office.post('/admin/devices', { name: 'Terminal 1', sessions: [session.code], gate: null });
  // Else the pages that speak of them say for the first minute that they were not looked at yet.
  await office.post('/admin/invariants/check');
  const [firstCode, ticket] = [body.items[0]?.code ?? '', order.ticketIds[0] ?? ''];
  return { customer, controller, admin, session, firstCode, order: order.code, ticket };
}

/** Pages that anyone may open. */
export function visitorPages({ firstCode }: FilledShop): string[] {
  const shopPages = ['/', '/epreuves', '/epreuves?q=natation', '/epreuves?q=xylophone', `/epreuves/${firstCode}`];
  const forms = ['/panier', '/inscription', '/connexion', '/commande', '/activation', '/mot-de-passe-oublie'];
  const links = ['/mot-de-passe', '/adresse', '/transfert', '/controle', '/controle/enroler', '/nulle-part'];
  const legal = ['/conditions', '/conditions-utilisation', '/confidentialite', '/cookies', '/mentions-legales'];
  return [...shopPages, ...forms, ...links, ...legal, '/accessibilite', '/contact'];
}

/** Pages of somebody who has bought. */
export function buyerPages({ order, ticket }: FilledShop): string[] {
  const account = ['/profil', '/mes-donnees', '/connexions', '/securite', '/commandes', '/billets', '/commande'];
  return [
    ...account,
    `/commandes/${order}`,
    `/commandes/${order}/annulation`,
    `/confirmation/${order}`,
    `/billets/${ticket}`,
  ];
}

/** What a controller has chosen to check, as the page keeps it. */
export function stationOf({ session }: FilledShop): object {
  return { session: session.code, gate: 'A', title: session.code, timeZone: 'Europe/Paris' };
}

/** Pages of the back office. */
export function adminPages({ session, order }: Pick<FilledShop, 'session' | 'order'>): string[] {
  const reports = ['sales', 'takings', 'refunds', 'files'].map((report) => `/admin/rapports?report=${report}`);
  const ofSession = ['places', 'entries'].map((report) => `/admin/rapports?report=${report}&session=${session.code}`);
  const catalogue = ['/admin/epreuves', '/admin/epreuves/creer', `/admin/epreuves/${session.code}`, '/admin/offres'];
  const gates = ['/admin/portes', `/admin/portes/${session.code}`, `/admin/portes/${session.code}/controles`];
  const people = ['/admin/personnes', '/admin/journal', '/admin/promesses', '/admin/reglages'];
  const orders = ['/admin/commandes', `/admin/commandes/${order}`, '/admin/terminaux', '/admin/conflits'];
  return [
    '/admin',
    ...reports,
    ...ofSession,
    ...catalogue,
    '/admin/lieux',
    '/admin/import',
    ...orders,
    ...gates,
    ...people,
  ];
}
