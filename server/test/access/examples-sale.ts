import { randomUUID } from 'node:crypto';
import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { RefundRun } from '@og-tickets/contract/refund-runs.ts';
import { sql } from 'kysely';
import type { Client } from '../client.ts';
import { acceptedCard } from '../factory.ts';
import { buyTicket } from '../gate.ts';
import type { Examples } from './example.ts';
import type { Person, World } from './world.ts';

const keyed = () => ({ 'idempotency-key': randomUUID() });

/** A guest with a cart of one line. */
async function guestWithCart(world: World): Promise<{ caller: Client; cart: Cart }> {
  const caller = world.shop.client();
  const { body } = await caller.post<Cart>('/cart/lines', {
    session: world.session.code,
    category: 'A',
    offer: 'solo',
    quantity: 1,
  });
  return { caller, cart: body };
}

/** A customer with an order that is not paid. */
export async function withOrder(world: World): Promise<Person & { order: Order }> {
  const one = await world.person();
  return { ...one, order: await world.shop.make.order(one.browser, world.session) };
}

export async function withPaidOrder(world: World): Promise<Person & { order: Order }> {
  const { order, ...one } = await withOrder(world);
  return { ...one, order: await world.shop.make.pay(one.browser, order) };
}

export async function withTicket(world: World) {
  const one = await world.person();
  return { caller: one.browser, ...(await buyTicket(world.shop, world.session, 'solo', one.browser)) };
}

/** A customer one of whose tickets is offered to whoever has the link. */
async function withOffer(world: World) {
  const { caller, ticket } = await withTicket(world);
  const path = `/tickets/${ticket.id}/transfer`;
  const offered = await caller.post<{ link: string }>(path, {}, keyed());
  const token = /token=([\w-]+)/.exec(offered.bytes.toString())?.[1];
  if (token === undefined) throw new Error(`no link in ${offered.bytes.toString()}`);
  return { caller, ticket, token };
}

async function withOrderPdf(world: World) {
  const { browser, order } = await withPaidOrder(world);
  const { body } = await browser.post<{ id: string }>(`/orders/${order.code}/tickets-pdf`, {});
  const params = { code: order.code, id: body.id };
  return { browser, params };
}

/** An order all of whose tickets were refunded by the admin, and the credit note that this made. */
export async function withCreditNote(world: World) {
  const { browser, order } = await withPaidOrder(world);
  await world.admin.browser.post(`/admin/orders/${order.code}/refund`, { reason: 'essai' }, keyed());
  const id = await world.shop.make.until(async () => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM accounting.documents
      WHERE order_code = ${order.code} AND kind = 'credit_note'`.execute(world.shop.db);
    return rows[0]?.id ?? null;
  }, `a credit note for ${order.code}`);
  return { browser, order, params: { code: order.code, id } };
}

/** A session of its own that the admin has cancelled. */
async function withRun(world: World): Promise<RefundRun> {
  const session = await world.shop.make.session();
  const reason = { fr: 'essai', en: 'trial' };
  const path = `/admin/sessions/${session.code}/refund-runs`;
  const { body } = await world.admin.browser.post<RefundRun>(path, { kind: 'cancelled', reason }, keyed());
  return body;
}

const ofOrder = async (world: World) => {
  const { browser, order } = await withPaidOrder(world);
  return { caller: browser, params: { code: order.code } };
};
const ofTicket = async (world: World) => {
  const { caller, ticket } = await withTicket(world);
  return { caller, params: { id: ticket.id } };
};
const ofSession = async (world: World) => ({ params: { code: world.session.code } });
const ofRun = async (world: World) => ({ params: { id: (await withRun(world)).id } });

/** What the routes of sale, tickets, money and gates are tried with. */
export const saleExamples: Examples = {
  'catalog.follow-availability': ofSession,
  'catalog.read-session': ofSession,
  'carts.add-line': async (world) => ({
    body: { session: world.session.code, category: 'A', offer: 'solo', quantity: 1 },
  }),
  'carts.change-line': async (world) => {
    const { caller, cart } = await guestWithCart(world);
    return { caller, params: { id: cart.lines[0]?.id ?? '' }, body: { quantity: 2 } };
  },
  'carts.remove-line': async (world) => {
    const { caller, cart } = await guestWithCart(world);
    return { caller, params: { id: cart.lines[0]?.id ?? '' } };
  },
  'carts.extend': async (world) => ({ caller: (await guestWithCart(world)).caller }),
  'carts.retake': async (world) => ({ caller: (await guestWithCart(world)).caller }),
  'orders.place': async (world) => {
    const { browser } = await world.person();
    const wanted = { session: world.session.code, category: 'A', offer: 'solo', quantity: 1 };
    const { body } = await browser.post<Cart>('/cart/lines', wanted);
    return { caller: browser, body: { acceptTerms: true, cartId: body.id } };
  },
  'orders.read': ofOrder,
  'orders.preview-cancellation': ofOrder,
  'orders.cancel': async (world) => {
    const { browser, order } = await withOrder(world);
    return { caller: browser, params: { code: order.code }, body: {} };
  },
  'orders.resend-confirmation': ofOrder,
  'orders.resend-confirmation-for-buyer': async (world) => ({
    params: { code: (await withPaidOrder(world)).order.code },
  }),
  'orders.preview-refund': async (world) => ({ params: { code: (await withPaidOrder(world)).order.code } }),
  'orders.refund': async (world) => ({
    params: { code: (await withPaidOrder(world)).order.code },
    body: { reason: 'essai' },
  }),
  'orders.preview-refund-run': ofSession,
  'orders.list-refund-runs': ofSession,
  'orders.start-refund-run': async (world) => ({
    params: { code: (await world.shop.make.session()).code },
    body: { kind: 'cancelled', reason: { fr: 'essai', en: 'trial' } },
  }),
  'orders.read-refund-run': ofRun,
  'orders.stop-refund-run': ofRun,
  'orders.resume-refund-run': ofRun,
  'payments.retry-refund': async (world) => {
    const { order } = await withCreditNote(world);
    const { rows } = await sql<{ id: string }>`SELECT r.id FROM payments.refunds AS r
      JOIN payments.payments AS p ON p.id = r.payment_id JOIN orders.orders AS o ON o.id = p.order_id
      WHERE o.code = ${order.code}`.execute(world.shop.db);
    return { params: { id: rows[0]?.id ?? '' }, refusal: 'refund_not_failed' };
  },
  'invoices.read': ofOrder,
  'invoices.read-credit-note': async (world) => {
    const { browser, params } = await withCreditNote(world);
    return { caller: browser, params };
  },
  'payments.read': async (world) => {
    const { browser, order } = await withOrder(world);
    return { caller: browser, params: { id: order.payment.id } };
  },
  'payments.confirm-simulated': async (world) => {
    const { browser, order } = await withOrder(world);
    const { id, clientSecret } = order.payment;
    return { caller: browser, params: { id }, body: { clientSecret, ...acceptedCard } };
  },
  'payments.answer-simulated-challenge': async (world) => {
    const { browser, order } = await withPaidOrder(world);
    return {
      caller: browser,
      params: { id: order.payment.id },
      body: { accept: true },
    };
  },
  'payments.receive-webhook': async () => ({
    params: { provider: 'simulated-bank' },
    body: {},
    refusal: 'webhook_refused',
  }),
  'tickets.read': ofTicket,
  'tickets.read-code': ofTicket,
  'tickets.read-pdf': ofTicket,
  'tickets.read-event': ofTicket,
  'tickets.read-order-pdf': ofOrder,
  'tickets.start-order-pdf': async (world) => ({ ...(await ofOrder(world)), body: {} }),
  'tickets.read-order-pdf-progress': async (world) => {
    const { browser, params } = await withOrderPdf(world);
    return { caller: browser, params };
  },
  'tickets.read-order-pdf-file': async (world) => {
    const { browser, params } = await withOrderPdf(world);
    const file = `/orders/${params.code}/tickets-pdf/${params.id}/file`;
    await world.shop.make.until(async () => ((await browser.get(file)).status === 200 ? true : null), 'the PDF');
    return { caller: browser, params };
  },
  'tickets.name-holders': async (world) => ({ ...(await ofTicket(world)), body: { holders: ['Bo Ek'] } }),
  'tickets.offer-transfer': async (world) => ({ ...(await ofTicket(world)), body: {} }),
  'tickets.cancel-transfer': async (world) => {
    const { caller, ticket } = await withOffer(world);
    return { caller, params: { id: ticket.id } };
  },
  'tickets.preview-transfer': async (world) => ({ body: { token: (await withOffer(world)).token } }),
  'tickets.accept-transfer': async (world) => ({
    caller: (await world.person()).browser,
    body: { token: (await withOffer(world)).token },
  }),
};
