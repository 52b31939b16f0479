import { createHash } from 'node:crypto';
import { limits } from '@og-tickets/contract/limits.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import type { GivenTicket, TransferPreview } from '@og-tickets/contract/transfers.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { type BoughtTicket, buyTicket, paperCode, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { cancellableFor } from '../../../test/refunds.ts';
import { endOffers, mailAbout, moveDoors } from '../../../test/transfers.ts';
import { expireTransfers } from './actions/expire-transfers.ts';

let shop: TestShop;
let session: MadeSession;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session({ title: 'Jeu 19' });
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

let keys = 0;
const offer = (owner: Client, ticketId: string, body: Record<string, unknown> = {}) => {
  keys += 1;
  return owner.post<{ link: string; expiresAt: string }>(`/tickets/${ticketId}/transfer`, body, {
    'idempotency-key': `offer-${keys}`,
  });
};
const tokenOf = (link: string): string => new URL(link).hash.replace('#token=', '');
const accept = (receiver: Client, token: string) => receiver.post<{ ticketId: string }>('/transfers/accept', { token });
const preview = (token: string) => shop.client().post<TransferPreview>('/transfers/preview', { token });
const codeOf = (answer: { status: number; body: unknown }) => [answer.status, Object(answer.body).code];

/** A ticket with an open offer, and the token of its link. */
async function offered(bought?: BoughtTicket): Promise<BoughtTicket & { token: string }> {
  const own = bought ?? (await buyTicket(shop, session, 'duo'));
  const answer = await offer(own.buyer, own.ticket.id);
  expect(answer.status).toBe(201);
  return { ...own, token: tokenOf(answer.body.link) };
}

test('a ticket changes hands: new owner, new codes, the giver’s are dead', async () => {
  const giver = await shop.make.account();
  const buyer = await shop.make.login(giver);
  await cancellableFor(shop, session, 86_400);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer: 'duo' }));
  const ticketId = order.ticketIds[0] ?? '';
  const before = (await buyer.get<Ticket>(`/tickets/${ticketId}`)).body;
  const oldCode = await paperCode(shop, ticketId);
  await buyer.call('PATCH', `/tickets/${ticketId}`, { body: { holders: ['Ana Martín', 'Bo Ek'] } });
  const { token } = await offered({ buyer, ticket: before, code: oldCode });
  const open = (await buyer.get<Ticket>(`/tickets/${ticketId}`)).body.transfer;
  expect(Date.parse(open?.expiresAt ?? '') - Date.now()).toBeCloseTo(limits.transferOfferHours * 3_600_000, -5);

  const account = await shop.make.account();
  const receiver = await shop.make.login(account);
  expect((await accept(receiver, token)).body).toEqual({ ticketId });
  // Sent again, as after a lost reply.
  expect((await accept(receiver, token)).body).toEqual({ ticketId });

  const now = (await receiver.get<Ticket>(`/tickets/${ticketId}`)).body;
  expect(now).toEqual({
    ...before,
    generation: 2,
    received: true,
    holder: 'Ana Martín',
    holders: ['Ana Martín', ''],
    transfer: null,
    // The price goes back to whoever paid it.
    cancellableUntil: null,
  });
  expect(before.cancellableUntil).not.toBeNull();
  const kinds = await shop.db
    .selectFrom('tickets.tickets')
    .select('allowed_kinds')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
  expect(kinds.allowed_kinds).toBe(2);
  for (const path of ['', '/code', '/ticket.pdf']) {
    expect((await buyer.get(`/tickets/${ticketId}${path}`)).status).toBe(404);
  }
  expect((await buyer.get<{ items: Ticket[] }>('/tickets')).body.items).toEqual([]);
  expect((await buyer.get(`/orders/${order.code}`)).status).toBe(200);
  expect((await receiver.get(`/orders/${order.code}`)).status).toBe(404);

  expect(await scan(controller, session, oldCode)).toMatchObject({ reason: 'superseded', holder: null });
  const newCode = await paperCode(shop, ticketId);
  expect(await scan(controller, session, newCode)).toMatchObject({ verdict: 'admitted', holder: 'Ana Martín' });

  const given = (await buyer.get<{ items: GivenTicket[] }>('/transfers')).body.items;
  expect(given).toEqual([expect.objectContaining({ ticketId, session: session.code, receiver: 'Ana', places: 2 })]);
  expect((await receiver.get<{ items: GivenTicket[] }>('/transfers')).body.items).toEqual([]);
  expect((await mailAbout(shop, giver.email, /accepté/)).text).toContain('Jeu 19');
  expect((await mailAbout(shop, account.email, /dans votre compte/)).text).toContain(`/billets/${ticketId}`);
});

test('of twenty who accept at the same moment one gets the ticket', async () => {
  const { ticket, token } = await offered();
  const receivers = await Promise.all(Array.from({ length: 20 }, () => shop.make.login()));
  const answers = await Promise.all(receivers.map((receiver) => accept(receiver, token)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const others = answers.filter(({ status }) => status !== 200).map(codeOf);
  expect(others).toEqual(Array.from({ length: 19 }, () => [422, 'transfer_link_invalid']));
  const winner = receivers[answers.findIndex(({ status }) => status === 200)];
  expect((await winner?.get<Ticket>(`/tickets/${ticket.id}`))?.body.generation).toBe(2);
  const transfers = await shop.db
    .selectFrom('tickets.transfers')
    .select(['status', 'from_generation'])
    .where('ticket_id', '=', ticket.id)
    .execute();
  expect(transfers).toEqual([{ status: 'accepted', from_generation: 1 }]);
});

test('a ticket is either entered or given, not both', async () => {
  const bought = await Promise.all(Array.from({ length: 5 }, () => buyTicket(shop, session)));
  for (const own of bought) {
    const { ticket, token, code } = await offered(own);
    const receiver = await shop.make.login();
    const [entry, taken] = await Promise.all([scan(controller, session, code), accept(receiver, token)]);
    const kept = await shop.db
      .selectFrom('tickets.tickets')
      .select(['generation', 'entries'])
      .where('id', '=', ticket.id)
      .executeTakeFirstOrThrow();
    if (taken.status === 200) {
      expect([entry.reason, kept]).toEqual(['superseded', { generation: 2, entries: 0 }]);
    } else {
      expect(codeOf(taken)).toEqual([409, 'ticket_not_transferable']);
      expect([entry.reason, kept]).toEqual(['ok', { generation: 1, entries: 1 }]);
    }
  }
});

test('the preview says no more than what the ticket is for and who gives it', async () => {
  const { buyer, ticket, token } = await offered();
  const shown = await preview(token);
  expect(shown.body).toEqual({
    session: session.code,
    summary: ticket.summary,
    category: 'A',
    offerName: 'Duo',
    places: 2,
    giver: 'Ana',
    expiresAt: expect.stringMatching(/Z$/),
  });
  for (const secret of [ticket.id, ticket.orderCode, 'Martín', 'example.org']) {
    expect(shown.bytes.toString()).not.toContain(secret);
  }
  await buyer.post(`/tickets/${ticket.id}/transfer/cancel`);
  expect(codeOf(await preview(token))).toEqual([422, 'transfer_link_invalid']);
  expect(codeOf(await preview('A'.repeat(43)))).toEqual([422, 'transfer_link_invalid']);
  expect((await preview('short')).status).toBe(400);
});

test('an offer can be taken back until it is accepted', async () => {
  const { buyer, ticket, token } = await offered();
  expect(codeOf(await offer(buyer, ticket.id))).toEqual([409, 'transfer_open']);
  const cancel = () => buyer.post(`/tickets/${ticket.id}/transfer/cancel`);
  expect((await cancel()).status).toBe(204);
  expect((await cancel()).status).toBe(204);
  const receiver = await shop.make.login();
  expect(codeOf(await accept(receiver, token))).toEqual([422, 'transfer_link_invalid']);
  const second = await offered({ buyer, ticket, code: '' });
  expect((await accept(receiver, second.token)).status).toBe(200);
  expect((await cancel()).status).toBe(404);
});

test('one’s own offer, a stranger’s ticket and a guest are refused', async () => {
  const { buyer, ticket, token } = await offered();
  expect(codeOf(await accept(buyer, token))).toEqual([409, 'transfer_own']);
  expect((await accept(shop.client(), token)).status).toBe(401);
  const stranger = await shop.make.login();
  expect(codeOf(await offer(stranger, ticket.id))).toEqual([404, 'not_found']);
  expect((await stranger.post(`/tickets/${ticket.id}/transfer/cancel`)).status).toBe(404);
  const names = { body: { holders: ['Eve', ''] } };
  expect((await stranger.call('PATCH', `/tickets/${ticket.id}`, names)).status).toBe(404);
  const noKey = await buyer.post(`/tickets/${ticket.id}/transfer`, {});
  expect(codeOf(noKey)).toEqual([400, 'idempotency_key_missing']);
});

test.each([
  { status: 'used', entries: 2 },
  { status: 'refunded', entries: 0 },
  { status: 'blocked', entries: 0 },
  { status: 'valid', entries: 1 },
] as const)('a ticket that is $status after $entries entries does not change hands', async (state) => {
  const { buyer, ticket, token } = await offered();
  const set = (to: { status: 'used' | 'refunded' | 'blocked' | 'valid'; entries: number }) =>
    shop.db.updateTable('tickets.tickets').set(to).where('id', '=', ticket.id).execute();
  await set(state);
  const receiver = await shop.make.login();
  expect(codeOf(await accept(receiver, token))).toEqual([409, 'ticket_not_transferable']);
  expect((await preview(token)).status).toBe(422);
  expect((await buyer.get<Ticket>(`/tickets/${ticket.id}`)).body.transfer).toBeNull();
  await buyer.post(`/tickets/${ticket.id}/transfer/cancel`);
  expect(codeOf(await offer(buyer, ticket.id))).toEqual([409, 'ticket_not_transferable']);
  const renamed = await buyer.call('PATCH', `/tickets/${ticket.id}`, { body: { holders: ['Bo', ''] } });
  expect(codeOf(renamed)).toEqual([409, 'holder_locked']);
  await set({ status: 'valid', entries: 0 });
});

test('near the doors no ticket changes hands, and once they are open no name', async () => {
  const near = await shop.make.session();
  const bought = await buyTicket(shop, near);
  const limit = limits.transferClosesBeforeDoorsMinutes;
  await moveDoors(shop, near, limit + 10);
  const { buyer, ticket, token } = await offered(bought);
  const until = Date.parse((await preview(token)).body.expiresAt) - Date.now();
  expect(until).toBeGreaterThan(8 * 60_000);
  expect(until).toBeLessThan(10 * 60_000 + 5_000);
  await moveDoors(shop, near, limit - 1);
  expect(codeOf(await accept(await shop.make.login(), token))).toEqual([409, 'transfer_closed']);
  await buyer.post(`/tickets/${ticket.id}/transfer/cancel`);
  expect(codeOf(await offer(buyer, ticket.id))).toEqual([409, 'transfer_closed']);
  const rename = () => buyer.call('PATCH', `/tickets/${ticket.id}`, { body: { holders: ['Bo'] } });
  expect((await rename()).status).toBe(200);
  await moveDoors(shop, near, -1);
  expect(codeOf(await rename())).toEqual([409, 'holder_locked']);
});

test('an offer whose time is over is dead, and makes room for another', async () => {
  const { buyer, ticket, token } = await offered();
  await endOffers(shop, ticket.id);
  await sql`UPDATE tickets.transfers SET receiver_email_sealed = 'x' WHERE ticket_id = ${ticket.id}`.execute(shop.db);
  expect((await preview(token)).status).toBe(422);
  expect(codeOf(await accept(await shop.make.login(), token))).toEqual([422, 'transfer_link_invalid']);
  expect((await buyer.get<Ticket>(`/tickets/${ticket.id}`)).body.transfer).toBeNull();
  expect((await offer(buyer, ticket.id)).status).toBe(201);
  await endOffers(shop, ticket.id);
  await expireTransfers(shop.platform);
  const kept = await shop.db
    .selectFrom('tickets.transfers')
    .select(['status', 'receiver_email_sealed'])
    .where('ticket_id', '=', ticket.id)
    .execute();
  expect(kept).toEqual([
    { status: 'expired', receiver_email_sealed: null },
    { status: 'expired', receiver_email_sealed: null },
  ]);
});

test('of several offers made at once one is open, and a day has a limit', async () => {
  const { buyer, ticket } = await buyTicket(shop, session);
  const answers = await Promise.all(Array.from({ length: 8 }, () => offer(buyer, ticket.id)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    201,
    ...Array.from({ length: 7 }, () => 409),
  ]);
  for (let made = 1; made < limits.transferOffersPerTicketAndDay; made += 1) {
    await buyer.post(`/tickets/${ticket.id}/transfer/cancel`);
    expect((await offer(buyer, ticket.id)).status).toBe(201);
  }
  await buyer.post(`/tickets/${ticket.id}/transfer/cancel`);
  expect(codeOf(await offer(buyer, ticket.id))).toEqual([429, 'rate_limited']);
});

test('only hashes of the links are kept, the mailed one has its own, and both give the ticket once', async () => {
  const { buyer, ticket } = await buyTicket(shop, session);
  const answer = await offer(buyer, ticket.id, { email: 'bo@example.org', locale: 'en' });
  const shown = tokenOf(answer.body.link);
  expect(Buffer.from(shown, 'base64url')).toHaveLength(32);
  const mail = await mailAbout(shop, 'bo@example.org', /A ticket for you/);
  const mailed = tokenOf(/https?:\/\/\S+/.exec(mail.text)?.[0] ?? '');
  expect(mailed).not.toBe(shown);
  expect(mail.text).toContain('Ana gives you this ticket');
  expect(mail.text).not.toContain('Martín');
  const row = await shop.db
    .selectFrom('tickets.transfers')
    .selectAll()
    .where('ticket_id', '=', ticket.id)
    .executeTakeFirstOrThrow();
  const hash = (token: string) => createHash('sha256').update(token).digest();
  expect([row.token_hash, row.mail_token_hash]).toEqual([hash(shown), hash(mailed)]);
  expect((await accept(await shop.make.login(), mailed)).status).toBe(200);
  expect(codeOf(await accept(await shop.make.login(), shown))).toEqual([422, 'transfer_link_invalid']);
  const { rows } = await sql<{ hits: number }>`
    SELECT (SELECT count(*) FROM platform.idempotent_replies WHERE position(${shown}::bytea IN body) > 0)::int AS hits`.execute(
    shop.db,
  );
  expect(rows[0]?.hits).toBe(0);
});

test('a received ticket can be given on, and its first owner may get it back', async () => {
  const first = await offered();
  const middle = await shop.make.login();
  await accept(middle, first.token);
  const { body: ticket } = await middle.get<Ticket>(`/tickets/${first.ticket.id}`);
  const second = await offered({ buyer: middle, ticket, code: '' });
  expect((await accept(first.buyer, second.token)).status).toBe(200);
  expect((await first.buyer.get<Ticket>(`/tickets/${ticket.id}`)).body).toMatchObject({
    generation: 3,
    received: false,
  });
  // The link of long ago does not open it again for whoever had it in between.
  expect(codeOf(await accept(middle, first.token))).toEqual([422, 'transfer_link_invalid']);
});
