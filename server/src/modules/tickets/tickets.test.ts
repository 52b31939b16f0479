import { randomUUID } from 'node:crypto';
import { fingerprint } from '@og-tickets/contract/rules/ticket-code/fingerprint.ts';
import { checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import type { Ticket, TicketStatus } from '@og-tickets/contract/tickets.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { buyTicket, paperCode } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { cancellableFor } from '../../../test/refunds.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

type List = { items: Ticket[] };

function check(text: string, sessionNumber: number) {
  const publicKeys = shop.platform.keys.signing.rawPublicKeys;
  return checkTicketCode({ text, publicKeys, sessionNumber, nowSeconds: Date.now() / 1000 });
}

test('a paid order becomes one ticket a unit, as its lines say', async () => {
  const session = await shop.make.session({ title: 'Jeu 19' });
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer: 'duo', quantity: 2 }));
  const { body } = await buyer.get<List>('/tickets');
  expect(body.items).toHaveLength(2);
  expect(body.items.map(({ id }) => id)).toEqual(order.ticketIds);
  expect(body.items[0]).toEqual({
    id: order.ticketIds[0],
    session: session.code,
    summary: {
      sport: 'TST',
      sportName: 'Essai',
      title: 'Jeu 19',
      venue: { code: 'TSV', name: 'Arena', city: 'Lille' },
      startsAt: expect.stringMatching(/Z$/),
      timezone: 'Europe/Paris',
    },
    doorsAt: expect.stringMatching(/Z$/),
    gates: ['A', 'B', 'C'],
    category: 'A',
    offer: 'duo',
    offerName: 'Duo',
    places: 2,
    price: { cents: 9_000, currency: 'EUR' },
    status: 'valid',
    holder: 'Ana Martín',
    holders: ['Ana Martín', ''],
    received: false,
    transfer: null,
    orderCode: order.code,
    entries: 0,
    issuedAt: expect.stringMatching(/Z$/),
    usedAt: null,
    usedGate: null,
    cancellableUntil: null,
    generation: 1,
    change: null,
    paperAllowed: true,
  });
  const one = await buyer.get<Ticket>(`/tickets/${order.ticketIds[1]}`);
  expect(one.body).toEqual(body.items[1]);
});

test('the next session comes first, past ones last, and an order has its own', async () => {
  const buyer = await shop.make.login();
  const codes: string[] = [];
  for (const startsInDays of [40, 3, 20]) {
    const session = await shop.make.session({ startsInDays });
    const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
    codes.push(order.code);
    if (startsInDays === 20) {
      const past = (days: number) => new Date(Date.now() - days * 86_400_000);
      await shop.db
        .updateTable('catalog.sessions')
        .set({ doors_at: past(9), starts_at: past(9), ends_at: past(8) })
        .where('id', '=', session.id)
        .execute();
    }
  }
  const list = await buyer.get<List>('/tickets');
  expect(list.body.items.map(({ orderCode }) => orderCode)).toEqual([codes[1], codes[0], codes[2]]);
  const ofOne = await buyer.get<List>(`/tickets?order=${codes[0]}`);
  expect(ofOne.body.items.map(({ orderCode }) => orderCode)).toEqual([codes[0]]);
  expect((await buyer.get<List>('/tickets?order=XXXXXX')).body.items).toEqual([]);
});

test('a ticket says until when its buyer may give it back, as its order does', async () => {
  const session = await shop.make.session();
  await cancellableFor(shop, session, 86_400);
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const { body } = await buyer.get<Ticket>(`/tickets/${order.ticketIds[0]}`);
  expect(body.cancellableUntil).toMatch(/Z$/);
  expect(body.cancellableUntil).toBe(order.lines[0]?.cancellableUntil);
});

test('names come in the language of the caller', async () => {
  const { buyer, ticket } = await buyTicket(shop, await shop.make.session());
  const english = await buyer.get<Ticket>(`/tickets/${ticket.id}`, { headers: { 'accept-language': 'en' } });
  expect(english.body.summary.sportName).toBe('Trial');
});

test('the paper code proves the ticket, its session and its places, and is the same each time', async () => {
  const session = await shop.make.session();
  const { ticket, code } = await buyTicket(shop, session, 'famille');
  expect(code).toHaveLength(151);
  const checked = await check(code, session.id);
  if (!checked.ok) throw new Error(checked.reason);
  expect(checked.record).toMatchObject({ ticketId: ticket.id, places: 4, generation: 1, flags: 0, kind: 'static' });
  const row = await shop.db
    .selectFrom('tickets.tickets')
    .select(['fingerprint', 'ticket_key_sealed', 'pepper_id'])
    .where('id', '=', ticket.id)
    .executeTakeFirstOrThrow();
  expect(row.fingerprint).toEqual(Buffer.from(fingerprint(ticket.id, checked.record.tag)));
  expect(row.ticket_key_sealed).toHaveLength(84);
  expect(await paperCode(shop, ticket.id)).toBe(code);
});

test('every ticket has a key of its own', async () => {
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { quantity: 3 }));
  const rows = await shop.db
    .selectFrom('tickets.tickets')
    .select(['fingerprint', 'ticket_key_sealed'])
    .where('id', 'in', order.ticketIds)
    .execute();
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map((row) => row.fingerprint.toString('hex'))).size).toBe(3);
  expect(new Set(rows.map((row) => row.ticket_key_sealed)).size).toBe(3);
});

test('another’s ticket is not found, and a guest is asked to log in', async () => {
  const { ticket } = await buyTicket(shop, await shop.make.session());
  const stranger = await shop.make.login();
  const admin = await shop.make.login(await shop.make.account('admin'));
  for (const path of ['', '/code', '/ticket.pdf']) {
    for (const other of [stranger, admin]) {
      const answer = await other.get(`/tickets/${ticket.id}${path}`);
      expect(Client.problem(answer)).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect(Client.problem(await shop.client().get(`/tickets/${ticket.id}${path}`)).code).toBe('unauthenticated');
  }
  expect((await stranger.get<List>(`/tickets?order=${ticket.orderCode}`)).body.items).toEqual([]);
  expect(Client.problem(await stranger.get(`/tickets/${randomUUID()}`)).status).toBe(404);
  expect(Client.problem(await stranger.get('/tickets/not-an-id')).code).toBe('invalid_request');
  expect(Client.problem(await shop.client().get('/tickets')).code).toBe('unauthenticated');
});

test('a ticket that lets nobody in shows itself but no code', async () => {
  const { buyer, ticket, code } = await buyTicket(shop, await shop.make.session());
  const setStatus = (status: TicketStatus) =>
    shop.db.updateTable('tickets.tickets').set({ status }).where('id', '=', ticket.id).execute();
  for (const status of ['refunded', 'cancelled', 'blocked', 'transferred'] as const) {
    await setStatus(status);
    expect((await buyer.get<Ticket>(`/tickets/${ticket.id}`)).body.status).toBe(status);
    for (const path of ['code', 'ticket.pdf']) {
      expect(Client.problem(await buyer.get(`/tickets/${ticket.id}/${path}`)).code).toBe('ticket_not_valid');
    }
  }
  await setStatus('used');
  expect((await buyer.get(`/tickets/${ticket.id}/code`)).status).toBe(200);
  expect(await paperCode(shop, ticket.id)).toBe(code);
  await setStatus('valid');
});

test('keys that do not make the fingerprint give no code', async () => {
  const session = await shop.make.session();
  const one = await buyTicket(shop, session);
  const two = await buyTicket(shop, session);
  const read = (id: string) =>
    shop.db
      .selectFrom('tickets.tickets')
      .select(['fingerprint', 'ticket_key_sealed'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  const write = (id: string, change: { fingerprint?: Buffer; ticket_key_sealed?: string }) =>
    shop.db.updateTable('tickets.tickets').set(change).where('id', '=', id).execute();
  const own = await read(one.ticket.id);
  const other = await read(two.ticket.id);
  for (const change of [{ fingerprint: other.fingerprint }, { ticket_key_sealed: other.ticket_key_sealed }]) {
    await write(one.ticket.id, change);
    for (const path of ['code', 'ticket.pdf']) {
      const answer = await one.buyer.get(`/tickets/${one.ticket.id}/${path}`);
      expect(Client.problem(answer)).toMatchObject({ status: 500, code: 'internal_error' });
      expect(answer.bytes.toString()).not.toContain('fingerprint');
    }
    await write(one.ticket.id, own);
  }
  expect(await paperCode(shop, one.ticket.id)).toBe(one.code);
});

test('a ticket comes as a PDF with a safe name, in the language of the caller', async () => {
  const { buyer, ticket } = await buyTicket(shop, await shop.make.session());
  const french = await buyer.get(`/tickets/${ticket.id}/ticket.pdf`);
  expect(french.status).toBe(200);
  expect(french.headers.get('content-type')).toBe('application/pdf');
  expect(french.headers.get('cache-control')).toBe('no-store');
  expect(french.bytes.subarray(0, 8).toString()).toBe('%PDF-1.7');
  const name = `-${ticket.session}-${ticket.orderCode}-${ticket.id.slice(-6)}.pdf"`;
  expect(french.headers.get('content-disposition')).toBe(`attachment; filename="billet${name}`);
  const english = await buyer.get(`/tickets/${ticket.id}/ticket.pdf`, { headers: { 'accept-language': 'en' } });
  expect(english.headers.get('content-disposition')).toBe(`attachment; filename="ticket${name}`);
});
