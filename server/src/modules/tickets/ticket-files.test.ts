import type { Order } from '@og-tickets/contract/orders.ts';
import type { TicketFile } from '@og-tickets/contract/ticket-files.ts';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { buyTicket, unprint } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { forgetOrderFiles } from './actions/make-order-file.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

test('the session of a ticket comes as a calendar entry, to its owner only, without the code', async () => {
  const { buyer, ticket } = await buyTicket(shop, await shop.make.session({ title: 'Finale' }));
  await shop.db.updateTable('catalog.venues').set({ latitude: 50.6, longitude: 3.13 }).execute();
  const entry = await buyer.get(`/tickets/${ticket.id}/event.ics`);
  expect(entry.status).toBe(200);
  expect(entry.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(entry.headers.get('content-disposition')).toBe(`attachment; filename="epreuve-${ticket.session}.ics"`);
  const text = entry.bytes.toString();
  expect(text).toContain(`UID:${ticket.id}@og-tickets\r\n`);
  expect(text).toContain('GEO:50.600000;3.130000\r\n');
  expect(text).toContain('SUMMARY;LANGUAGE=fr:Essai\\, Finale\r\n');
  expect(text).not.toContain('OG1:');
  const english = await buyer.get(`/tickets/${ticket.id}/event.ics`, { headers: { 'accept-language': 'en' } });
  expect(english.bytes.toString()).toContain('SUMMARY;LANGUAGE=en:Trial\\, Finale\r\n');
  const stranger = await shop.make.login();
  expect(Client.problem(await stranger.get(`/tickets/${ticket.id}/event.ics`)).code).toBe('not_found');
  expect(Client.problem(await shop.client().get(`/tickets/${ticket.id}/event.ics`)).code).toBe('unauthenticated');
});

type Session = Awaited<ReturnType<TestShop['make']['session']>>;

/** An order of one line, paid. */
async function buy(session: Session, quantity: number) {
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { quantity }));
  await unprint(shop, order);
  return { buyer, order };
}

async function pagesOf(pdf: Buffer): Promise<string[]> {
  const document = await getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replaceAll(/\s+/g, ' '),
    );
  }
  return pages;
}

function kindsOf(order: Order) {
  return shop.db
    .selectFrom('tickets.tickets')
    .select(['id', 'allowed_kinds'])
    .where('id', 'in', order.ticketIds)
    .orderBy('order_line')
    .orderBy('unit')
    .execute();
}

/** Starts the file and waits for its end, noting how far it was each time. */
async function made(buyer: Client, code: string, format: 'a4' | 'phone', id?: string) {
  const started = id ?? (await buyer.post<TicketFile>(`/orders/${code}/tickets-pdf`, { format })).body.id;
  const seen: TicketFile[] = [];
  const end = await shop.make.until(async () => {
    const { body } = await buyer.get<TicketFile>(`/orders/${code}/tickets-pdf/${started}`);
    seen.push(body);
    return body.status === 'ready' || body.status === 'failed' ? body : null;
  }, `file ${started} is made`);
  return { end, seen };
}

test('the tickets of an order come as one file, in both formats, and may be shown on paper from then on', async () => {
  const { buyer, order } = await buy(await shop.make.session(), 3);
  expect((await kindsOf(order)).map((row) => row.allowed_kinds & 1)).toEqual([0, 0, 0]);
  const a4 = await buyer.get(`/orders/${order.code}/tickets.pdf`);
  expect([a4.status, a4.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(a4.headers.get('content-disposition')).toBe(`attachment; filename="billets-${order.code}.pdf"`);
  const pages = await pagesOf(a4.bytes);
  expect(pages).toHaveLength(3);
  expect(pages.map((text, i) => text.includes(order.ticketIds[i] ?? '-'))).toEqual([true, true, true]);
  expect((await kindsOf(order)).map((row) => row.allowed_kinds & 1)).toEqual([1, 1, 1]);
  const phone = await buyer.get(`/orders/${order.code}/tickets.pdf?format=phone`);
  expect(phone.bytes.toString('latin1')).toMatch(/MediaBox \[0 0 360 /);
  const one = await buyer.get(`/tickets/${order.ticketIds[0]}/ticket.pdf?format=phone`);
  expect(one.bytes.toString('latin1')).toMatch(/MediaBox \[0 0 360 /);
  expect(Client.problem(await buyer.get(`/orders/${order.code}/tickets.pdf?format=a5`)).code).toBe('invalid_request');
});

test('a ticket whose session takes no paper is left out, and the file says so', async () => {
  const paper = await shop.make.session();
  const phoneOnly = await shop.make.session();
  const later = await shop.make.session();
  const change = (session: Session, set: { allowed_kinds?: number; codes_released_at?: Date }) =>
    shop.db.updateTable('catalog.sessions').set(set).where('id', '=', session.id).execute();
  const buyer = await shop.make.login();
  const line = { category: 'A', offer: 'solo', quantity: 1 };
  await buyer.post('/cart/lines', { session: paper.code, ...line });
  await buyer.post('/cart/lines', { session: phoneOnly.code, ...line });
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, later));
  await unprint(shop, order);
  await change(phoneOnly, { allowed_kinds: 2 });
  await change(later, { codes_released_at: new Date(Date.now() + 86_400_000) });
  const pages = await pagesOf((await buyer.get(`/orders/${order.code}/tickets.pdf`)).bytes);
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain(paper.code);
  expect(pages[0]).toContain('Un billet de cette commande n’est pas ici : son épreuve n’accepte que le code montré');
  expect(pages[0]).toContain('son code sera donné plus tard');
  expect((await kindsOf(order)).filter((row) => row.allowed_kinds === 3)).toHaveLength(1);
  await change(paper, { allowed_kinds: 2 });
  await change(later, { allowed_kinds: 2, codes_released_at: new Date(0) });
  for (const refused of [
    await buyer.get(`/orders/${order.code}/tickets.pdf`),
    await buyer.post(`/orders/${order.code}/tickets-pdf`, {}),
  ]) {
    expect(Client.problem(refused)).toMatchObject({ status: 409, code: 'paper_not_allowed' });
  }
});

test('another’s order has no file, and neither has one that is not paid', async () => {
  const session = await shop.make.session();
  const { buyer, order } = await buy(session, 1);
  const { end } = await made(buyer, order.code, 'a4');
  const unpaid = await shop.make.order(buyer, session);
  const stranger = await shop.make.login();
  const own = await buy(session, 1);
  const path = `/orders/${order.code}/tickets-pdf/${end.id}`;
  const elsewhere = `/orders/${own.order.code}/tickets-pdf/${end.id}`;
  for (const answer of [
    await stranger.get(`/orders/${order.code}/tickets.pdf`),
    await stranger.post(`/orders/${order.code}/tickets-pdf`, {}),
    await stranger.get(path),
    await stranger.get(`${path}/file`),
    await own.buyer.get(elsewhere),
    await own.buyer.get(`${elsewhere}/file`),
    await buyer.get(`/orders/${unpaid.code}/tickets.pdf`),
    await buyer.post(`/orders/${unpaid.code}/tickets-pdf`, {}),
    await buyer.get('/orders/XXXXXX/tickets.pdf'),
  ]) {
    expect(Client.problem(answer)).toMatchObject({ status: 404, code: 'not_found' });
  }
  expect(Client.problem(await shop.client().get(path)).code).toBe('unauthenticated');
  expect((await buyer.get(`${path}/file`)).status).toBe(200);
});

test('a large order is made by a job that says how far it is; the file goes after a day', async () => {
  const session = await shop.make.session({ placesPerAccount: 30 });
  const second = await shop.make.session({ placesPerAccount: 30 });
  const buyer = await shop.make.login();
  await buyer.post('/cart/lines', { session: session.code, category: 'A', offer: 'solo', quantity: 10 });
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, second, { quantity: 5 }));
  const at = `/orders/${order.code}/tickets-pdf`;
  expect(Client.problem(await buyer.get(`/orders/${order.code}/tickets.pdf`)).code).toBe('pdf_takes_longer');
  // Two presses are one file.
  const [first, again] = await Promise.all([buyer.post<TicketFile>(at, {}), buyer.post<TicketFile>(at, {})]);
  expect([first.status, again.status]).toEqual([202, 202]);
  expect(first.body).toMatchObject({ total: 15, id: again.body.id });
  const { end, seen } = await made(buyer, order.code, 'a4', first.body.id);
  expect(end).toEqual({ id: first.body.id, status: 'ready', done: 15, total: 15 });
  const done = seen.map((progress) => progress.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  const file = await buyer.get(`${at}/${end.id}/file`);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(await pagesOf(file.bytes)).toHaveLength(15);
  // The phone's file is another one; made anew it takes the place of the first.
  const phone = await made(buyer, order.code, 'phone');
  expect(phone.end.status).toBe('ready');
  expect(phone.end.id).not.toBe(end.id);
  const anew = await made(buyer, order.code, 'a4');
  expect((await buyer.get(`${at}/${end.id}`)).status).toBe(404);
  await shop.db
    .updateTable('tickets.pdf_files')
    .set({ expires_at: new Date() })
    .where('id', '=', anew.end.id)
    .execute();
  expect((await buyer.get(`${at}/${anew.end.id}/file`)).status).toBe(404);
  await forgetOrderFiles(shop.platform);
  const left = await shop.db
    .selectFrom('tickets.pdf_files')
    .select('id')
    .where('account_id', 'in', (query) =>
      query.selectFrom('orders.orders').select('account_id').where('code', '=', order.code),
    )
    .execute();
  expect(left).toEqual([{ id: phone.end.id }]);
});

test('a file that cannot be made says so, and can be asked for again', async () => {
  const { buyer, order } = await buy(await shop.make.session(), 1);
  const ticketId = order.ticketIds[0] ?? '';
  const setKeys = (fingerprint: Buffer) =>
    shop.db.updateTable('tickets.tickets').set({ fingerprint }).where('id', '=', ticketId).execute();
  const { fingerprint } = await shop.db
    .selectFrom('tickets.tickets')
    .select('fingerprint')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
  await setKeys(Buffer.alloc(8));
  expect((await made(buyer, order.code, 'a4')).end.status).toBe('failed');
  await setKeys(fingerprint);
  expect((await made(buyer, order.code, 'a4')).end.status).toBe('ready');
});

interface ShownMail {
  to: string;
  subject: string;
  text: string;
  attachments: { name: string; type: string; size: number; path: string }[];
}

/** The mail that confirms an order of one ticket for a session changed this way. */
async function confirmationOf(set: { allowed_kinds?: number; codes_released_at?: Date }) {
  const session = await shop.make.session();
  await shop.db
    .updateTable('catalog.sessions')
    .set({ doors_at: new Date(Date.now() + 86_400_000), ...set })
    .where('id', '=', session.id)
    .execute();
  const { order } = await buy(session, 2);
  const { body } = await shop.client().get<ShownMail[]>('//dev/mailbox.json');
  const mail = body.find(({ subject }) => subject.includes(order.code));
  if (mail === undefined) throw new Error('no mail');
  return { order, mail };
}

const ticketFiles = ({ attachments }: ShownMail): string[] =>
  attachments.map(({ name }) => name).filter((name) => name.startsWith('billets'));

test('the mail of a paid order brings its tickets, and the link', async () => {
  const { order, mail } = await confirmationOf({});
  expect(mail.attachments).toMatchObject([
    { name: `billets-${order.code}.pdf`, type: 'application/pdf' },
    { name: expect.stringMatching(/^facture-F\d{4}-\d{6}\.pdf$/), type: 'application/pdf' },
    { name: expect.stringMatching(/^conditions-de-vente-[\d.-]+\.txt$/), type: 'text/plain; charset=utf-8' },
  ]);
  expect(mail.text).toContain('Vos billets sont joints en PDF');
  expect(mail.text).toContain(`${shop.url}/billets`);
  const file = await shop.client().get(`/${mail.attachments[0]?.path}`);
  const pages = await pagesOf(file.bytes);
  expect(pages.map((text, i) => text.includes(order.ticketIds[i] ?? '-'))).toEqual([true, true]);
});

test('a session without paper, or before its codes are given, brings no file: the mail says where and from when', async () => {
  const phone = await confirmationOf({ allowed_kinds: 2 });
  expect(ticketFiles(phone.mail)).toEqual([]);
  expect(phone.mail.text).toContain('n’accepte pas de billet imprimé');
  const later = await confirmationOf({ codes_released_at: new Date('2099-07-01T10:00:00Z') });
  expect(ticketFiles(later.mail)).toEqual([]);
  expect(later.mail.text).toMatch(/seront donnés à partir du mercredi 1 juillet 2099 à 12:00 \(heure de Paris\)/);
  for (const { mail } of [phone, later]) expect(mail.text).toContain(`${shop.url}/billets`);
});
