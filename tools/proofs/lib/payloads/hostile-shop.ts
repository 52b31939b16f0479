import {
  type AdminOffer,
  type AdminSession,
  createOffer,
  createSession,
  editOffer,
  editSession,
  publishSession,
} from '@og-tickets/contract/catalog-admin.ts';
import { importCatalogue, writeSport, writeVenue } from '@og-tickets/contract/catalog-places.ts';
import { inviteDevice } from '@og-tickets/contract/gate-devices.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { inviteStaff } from '@og-tickets/contract/people.ts';
import { nameHolders, offerTransfer } from '@og-tickets/contract/transfers.ts';
import type { Client } from '../../../../server/test/client.ts';
import type { MadeAccount, MadeSession } from '../../../../server/test/factory.ts';
import type { TestShop } from '../../../../server/test/harness.ts';
import { both, cut, type PayloadSender, rename } from './sender.ts';

/** Somebody who buys. */
export interface Buyer {
  account: MadeAccount;
  browser: Client;
}

/** An account may have thirty places. */
const ordersPerBuyer = 25;

/** What was made of one text. */
export interface Hostile {
  text: string;
  /** A session of this name, of a sport, at a venue and with an offer of it. */
  session: MadeSession;
  /** Somebody with a plain name, and what they bought of this session. */
  buyer: Buyer;
  order: Order;
  /** Who calls themselves so, and what they bought of a session with a plain name. */
  person: Buyer & { order: Order };
}

export interface HostileShop {
  plain: MadeSession;
  buyers: Buyer[];
  all: Hostile[];
}

const threeDigits = (at: number): string => String(at + 1).padStart(3, '0');

/** Sports, venues, offers and published sessions of a text. */
async function makeSession(
  { admin, sender }: { admin: Client; sender: PayloadSender },
  model: object,
  { text, at }: { text: string; at: number },
): Promise<MadeSession> {
  const number = threeDigits(at);
  const [sport, venue, offer, code] = [`S${number}`, `V${number}`, `o-${number}`, `PAY${number}`];
  const name = both(cut(text, 60));
  await sender.send(admin, { endpoint: writeSport, params: { code: sport }, body: { version: null, name } });
  const place = { capacity: null, latitude: null, longitude: null };
  const venueBody = { version: null, name: text, nameEn: text, city: text, ...place };
  await sender.send(admin, { endpoint: writeVenue, params: { code: venue }, body: venueBody });
  const terms = { places: 1, discountPercent: 0, position: 10 + at };
  const offerBody = { code: offer, name, description: both(''), ...terms };
  const made = await sender.send<AdminOffer>(admin, { endpoint: createOffer, body: offerBody });
  const description = { version: made?.version, changes: { description: both(text) } };
  await sender.send(admin, { endpoint: editOffer, params: { code: offer }, body: description });
  const body = { ...model, code, sport, venue, title: both(text), description: both('') };
  const session = await sender.send<AdminSession>(admin, { endpoint: createSession, body });
  const changes = { description: both(text) };
  const edited = await sender.send<AdminSession>(admin, {
    endpoint: editSession,
    params: { code },
    body: { version: session?.version, changes },
  });
  await sender.send(admin, { endpoint: publishSession, params: { code }, body: { version: edited?.version } });
  await sender.send(admin, {
    endpoint: inviteDevice,
    body: {
      name: cut(text, 40),
      sessions: [code],
      gate: null,
      endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
  });
  return { id: 0, code };
}

/** Somebody who calls themselves so, buys a ticket of a plain session and offers it to somebody else. */
async function makePerson(
  shop: TestShop,
  { admin, sender, plain }: { admin: Client; sender: PayloadSender; plain: MadeSession },
  { text, at }: { text: string; at: number },
): Promise<Hostile['person']> {
  const account = await shop.make.account();
  const browser = await shop.make.login(account);
  const names = { firstName: cut(text, 60), lastName: cut(text, 60) };
  await rename(sender, browser, names.firstName);
  const order = await shop.make.pay(browser, await shop.make.order(browser, plain, { quantity: 2 }));
  const [kept = '', given = ''] = order.ticketIds;
  await sender.send(browser, { endpoint: nameHolders, params: { id: kept }, body: { holders: [cut(text, 60)] } });
  const to = { email: `given-${at}@example.org`, locale: 'fr' };
  await sender.send(browser, { endpoint: offerTransfer, params: { id: given }, body: to });
  const staff = { email: `staff-${at}@example.org`, ...names, role: 'controller', locale: 'fr' };
  await sender.send(admin, { endpoint: inviteStaff, body: staff });
  return { account, browser, order };
}

/** Writes each text wherever the shop's catalogue, its customers and its staff take one, and buys under it. */
export async function fillWithPayloads(
  shop: TestShop,
  { admin, sender, renew }: { admin: Client; sender: PayloadSender; renew: () => Promise<void> },
  texts: readonly string[],
): Promise<HostileShop> {
  const plain = await shop.make.session({ placesPerAccount: 6 });
  const { body: read } = await admin.get<AdminSession>(`/admin/sessions/${plain.code}`);
  const { code: _code, version: _version, status: _status, lastEdit: _edit, ...model } = read;
  const categories = model.categories.map(({ sold: _sold, held: _held, ...terms }) => ({ ...terms, tariffs: [] }));
  const sessions: MadeSession[] = [];
  for (const [at, text] of texts.entries()) {
    sessions.push(await makeSession({ admin, sender }, { ...model, categories }, { text, at }));
  }
  await shop.caughtUp();
  await renew();
  const all: Hostile[] = [];
  const buyers: Buyer[] = [];
  for (const [at, text] of texts.entries()) {
    if (at % ordersPerBuyer === 0) {
      const account = await shop.make.account();
      buyers.push({ account, browser: await shop.make.login(account) });
    }
    const buyer = buyers.at(-1);
    if (buyer === undefined) throw new Error('there is a buyer');
    const { browser } = buyer;
    const session = sessions[at] ?? plain;
    const placed = await shop.make.order(browser, session, { offer: `o-${threeDigits(at)}` });
    const order = await shop.make.pay(browser, placed);
    const [ticket = ''] = order.ticketIds;
    const holders = { holders: [cut(text, 60)] };
    await sender.send(browser, { endpoint: nameHolders, params: { id: ticket }, body: holders });
    all.push({ text, session, buyer, order, person: await makePerson(shop, { admin, sender, plain }, { text, at }) });
    await sender.send(admin, {
      endpoint: importCatalogue,
      body: { files: [{ name: text, text: 'code;name\n' }], plan: null },
    });
    if (at % 10 === 9) await renew();
  }
  return { plain, buyers, all };
}
