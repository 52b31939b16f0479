import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captureSilently } from '../../../test/bank.ts';
import { Client } from '../../../test/client.ts';
import { acceptedCard, type MadeAccount } from '../../../test/factory.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { keepHandScans } from '../../../test/hand-scans.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { cancel, cancellableFor, mailsTo, previewOfCancel, refundedOf, takenOf } from '../../../test/refunds.ts';

let shop: TestShop;
let account: MadeAccount;
let buyer: Client;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  account = await shop.make.account();
  buyer = await shop.make.login(account);
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

async function paid(wanted: { offer?: string; quantity?: number } = {}, browser = buyer) {
  const session = await shop.make.session();
  await cancellableFor(shop, session, 3_600);
  return { session, order: await shop.make.pay(browser, await shop.make.order(browser, session, wanted)) };
}

async function read(order: Order, browser = buyer): Promise<Order> {
  return (await browser.get<Order>(`/orders/${order.code}`)).body;
}

describe('an order that is not paid', () => {
  test('is given up: its places are free and nothing can be paid any more', async () => {
    const session = await shop.make.session();
    const order = await shop.make.order(buyer, session, { offer: 'duo' });
    expect(await previewOfCancel(buyer, order)).toMatchObject({ status: 'pending', tickets: [], refund: { cents: 0 } });
    const answer = await cancel(buyer, order);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'cancelled', expiresAt: null, refunded: { cents: 0 }, tickets: [] });
    expect(answer.body.timeline.map((entry) => entry.kind)).toEqual(['placed', 'cancelled']);
    expect(await takenOf(shop, session)).toBe(0);
    const { id, clientSecret } = order.payment;
    const late = await buyer.post(`/simulated-bank/payments/${id}/confirm`, { clientSecret, ...acceptedCard });
    expect(late.status).toBe(409);
    expect(Client.problem(await cancel(buyer, order)).code).toBe('order_not_cancellable');
  });

  test('whose money had come is paid instead, and the answer says so', async () => {
    const order = await shop.make.order(buyer, await shop.make.session());
    await captureSilently(shop, order);
    expect(Client.problem(await cancel(buyer, order)).code).toBe('order_paid_meanwhile');
    expect(await read(order)).toMatchObject({ status: 'paid', ticketIds: [expect.any(String)] });
  });

  test('payment and cancellation at the same moment: paid with tickets, or cancelled without money', async () => {
    for (let round = 0; round < 8; round += 1) {
      const session = await shop.make.session();
      const order = await shop.make.order(buyer, session);
      const { id, clientSecret } = order.payment;
      await Promise.all([
        cancel(buyer, order),
        buyer.post(`/simulated-bank/payments/${id}/confirm`, { clientSecret, ...acceptedCard }),
      ]);
      const end = await shop.make.until(async () => {
        const now = await read(order);
        return now.status === 'pending' ? null : now;
      }, 'the order is decided');
      expect(['paid', 'cancelled']).toContain(end.status);
      expect(end.ticketIds).toHaveLength(end.status === 'paid' ? 1 : 0);
      expect(await takenOf(shop, session)).toBe(end.status === 'paid' ? 1 : 0);
      if (end.status === 'cancelled') expect(end.payment.status).not.toBe('succeeded');
    }
  });
});

describe('a paid order', () => {
  test('is cancelled ticket by ticket, with the arithmetic shown before', async () => {
    const { session, order } = await paid({ offer: 'duo', quantity: 3 });
    const [first = '', second = '', third = ''] = order.ticketIds;
    const preview = await previewOfCancel(buyer, order, [first]);
    expect(preview).toMatchObject({
      refund: { cents: 9_000 },
      // 5.5 % of 270,00 is 14,08 in all, and 9,38 of the two that stay.
      refundVat: { cents: 470 },
      stays: { tickets: 2, amount: { cents: 18_000 } },
    });
    expect(preview.tickets.map((ticket) => [ticket.chosen, ticket.bar])).toEqual([
      [true, null],
      [false, null],
      [false, null],
    ]);
    const wrong = Client.problem(await cancel(buyer, order, { tickets: [first], expectedCents: 8_999 }));
    expect(wrong).toMatchObject({ code: 'refund_amount_changed', fields: [{ field: 'body.expectedCents' }] });
    expect(wrong.fields?.[0]?.message).toContain('90,00');
    const one = await cancel(buyer, order, { tickets: [first], expectedCents: 9_000 });
    expect(one.body).toMatchObject({
      status: 'partially_refunded',
      refunded: { cents: 9_000 },
      ticketIds: [second, third],
    });
    expect(one.body.tickets[0]).toMatchObject({ id: first, status: 'cancelled', bar: 'ended' });
    expect(one.body.lines).toEqual(order.lines);
    expect(await takenOf(shop, session)).toBe(4);
    expect(Client.problem(await cancel(buyer, order, { tickets: [first] })).code).toBe('ticket_not_cancellable');
    const rest = await cancel(buyer, order);
    expect(rest.body).toMatchObject({ status: 'cancelled', refunded: { cents: 27_000 }, ticketIds: [] });
    expect(await takenOf(shop, session)).toBe(0);
    const end = await shop.make.until(async () => {
      const now = await read(order);
      return now.payment.status === 'refunded' && now.timeline.some((entry) => entry.kind === 'mail_sent') ? now : null;
    }, 'all of it went back');
    expect(end.timeline.map((entry) => entry.kind).toSorted()).toEqual(
      [
        'placed',
        'paid',
        'tickets_issued',
        'mail_sent',
        'tickets_cancelled',
        'refund_requested',
        'refunded',
        'tickets_cancelled',
        'refund_requested',
        'refunded',
      ].toSorted(),
    );
    expect(end.timeline.filter((entry) => entry.by === 'buyer')).toMatchObject([
      { tickets: 1, amount: { cents: 9_000 } },
      { tickets: 2, amount: { cents: 18_000 } },
    ]);
    await shop.make.until(
      async () =>
        (await mailsTo(shop, account.email)).filter(
          (subject) => subject === `Remboursement de la commande ${order.code}`,
        ).length === 2
          ? true
          : null,
      'both cancellations are told',
    );
  });

  test('the same key cancels once, and gives the same reply', async () => {
    const { order } = await paid({ quantity: 2 });
    const tickets = order.ticketIds.slice(0, 1);
    const key = crypto.randomUUID();
    const first = await cancel(buyer, order, { tickets }, key);
    const again = await cancel(buyer, order, { tickets }, key);
    expect(again.bytes.equals(first.bytes)).toBe(true);
    expect(await refundedOf(shop, order)).toEqual({ cents: 5_000, rows: 1 });
  });

  test('fifty cancellations of a ticket at once give one refund and one place back', async () => {
    const { session, order } = await paid({ quantity: 2 });
    const tickets = order.ticketIds.slice(0, 1);
    const answers = await Promise.all(Array.from({ length: 50 }, () => cancel(buyer, order, { tickets })));
    const refused = answers.filter((answer) => answer.status !== 200).map((answer) => Client.problem(answer).code);
    expect(refused).toEqual(Array(49).fill('ticket_not_cancellable'));
    expect(await refundedOf(shop, order)).toEqual({ cents: 5_000, rows: 1 });
    expect(await takenOf(shop, session)).toBe(1);
  });

  test('is firm where its session says nothing, and after the deadline', async () => {
    const { session, order } = await paid({ quantity: 2 });
    await cancellableFor(shop, session, null);
    expect((await read(order)).lines[0]?.cancellableUntil).toBeNull();
    expect((await previewOfCancel(buyer, order)).tickets.map((ticket) => ticket.bar)).toEqual(['firm', 'firm']);
    expect(Client.problem(await cancel(buyer, order)).code).toBe('cancellation_closed');
    await cancellableFor(shop, session, -1);
    expect((await read(order)).tickets[0]?.bar).toBe('too_late');
    expect(Client.problem(await cancel(buyer, order)).code).toBe('cancellation_closed');
    expect(await refundedOf(shop, order)).toEqual({ cents: 0, rows: 0 });
  });

  test('each session has a deadline of its own', async () => {
    const open = await shop.make.session();
    const closed = await shop.make.session();
    await cancellableFor(shop, open, 3_600);
    await cancellableFor(shop, closed, -1);
    await buyer.post('/cart/lines', { session: closed.code, category: 'A', offer: 'solo', quantity: 1 });
    const order = await shop.make.pay(buyer, await shop.make.order(buyer, open));
    expect(Client.problem(await cancel(buyer, order, { tickets: order.ticketIds })).code).toBe('cancellation_closed');
    expect((await cancel(buyer, order)).body).toMatchObject({
      status: 'partially_refunded',
      refunded: { cents: 5_000 },
      ticketIds: [expect.any(String)],
    });
    expect([await takenOf(shop, open), await takenOf(shop, closed)]).toEqual([0, 1]);
  });

  test('a ticket that was used, is offered or was given away stays', async () => {
    const { session, order } = await paid({ quantity: 3 });
    const [used = '', offered = '', given = ''] = order.ticketIds;
    await shop.db.updateTable('tickets.tickets').set({ entries: 1, status: 'used' }).where('id', '=', used).execute();
    await keepHandScans(shop.db, used);
    expect(Client.problem(await cancel(buyer, order, { tickets: [used] })).code).toBe('ticket_not_cancellable');
    const offer = (id: string) =>
      buyer.post<{ link: string }>(`/tickets/${id}/transfer`, {}, { 'idempotency-key': crypto.randomUUID() });
    expect((await offer(offered)).status).toBe(201);
    expect(Client.problem(await cancel(buyer, order, { tickets: [offered] })).code).toBe('transfer_open');
    const token = ((await offer(given)).body.link.split('#token=')[1] ?? '').trim();
    const friend = await shop.make.login();
    expect((await friend.post('/transfers/accept', { token })).status).toBe(200);
    expect(Client.problem(await cancel(buyer, order, { tickets: [given] })).code).toBe('ticket_not_cancellable');
    const now = await read(order);
    expect(now.tickets.map((ticket) => [ticket.bar, ticket.given])).toEqual([
      ['used', false],
      ['offered', false],
      ['given', true],
    ]);
    expect(now.ticketIds).toEqual([used, offered]);
    expect((await buyer.post(`/tickets/${offered}/transfer/cancel`)).status).toBe(204);
    expect((await cancel(buyer, order)).body).toMatchObject({
      status: 'partially_refunded',
      refunded: { cents: 5_000 },
    });
    expect(await takenOf(shop, session)).toBe(2);
  });

  test('another’s order, another’s ticket and an unknown one are not found', async () => {
    const { order } = await paid();
    const stranger = await shop.make.login();
    expect((await cancel(stranger, order)).status).toBe(404);
    expect((await stranger.get(`/orders/${order.code}/cancellation`)).status).toBe(404);
    const other = await paid();
    for (const id of [other.order.ticketIds[0] ?? '', crypto.randomUUID()]) {
      expect((await cancel(buyer, order, { tickets: [id] })).status).toBe(404);
    }
    expect((await new Client(shop.url).post(`/orders/${order.code}/cancel`, {})).status).toBe(401);
    expect((await read(order)).status).toBe('paid');
  });

  test('a cancelled ticket opens no gate and has no code, PDF or calendar entry any more', async () => {
    const session = await shop.make.session();
    await cancellableFor(shop, session, 3_600);
    const { ticket, code } = await buyTicket(shop, session, 'solo', buyer);
    expect((await cancel(buyer, { code: ticket.orderCode })).status).toBe(200);
    expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: 'cancelled' });
    for (const path of ['code', 'ticket.pdf', 'event.ics']) {
      expect(Client.problem(await buyer.get(`/tickets/${ticket.id}/${path}`)).code, path).toBe('ticket_not_valid');
    }
    expect(Client.problem(await buyer.get(`/orders/${ticket.orderCode}/tickets.pdf`)).code).toBe('ticket_not_valid');
  });
});

test('neither a ticket, its places nor more money than was paid can go back twice, whatever the code does', async () => {
  const { order } = await paid({ quantity: 2 });
  const [one = ''] = order.ticketIds;
  await cancel(buyer, order, { tickets: [one] });
  const again = (table: string) =>
    sql`INSERT INTO ${sql.table(table)} SELECT * FROM ${sql.table(table)} WHERE ticket_id = ${one}`.execute(shop.db);
  await expect(again('orders.cancelled_tickets')).rejects.toThrow('cancelled_tickets_pkey');
  await expect(again('inventory.returned_places')).rejects.toThrow('returned_places_pkey');
  const more = sql`UPDATE payments.payments SET refunded_cents = refunded_cents + 5001 WHERE order_code = ${order.code}`;
  await expect(more.execute(shop.db)).rejects.toThrow('never_more_back_than_taken');
});
