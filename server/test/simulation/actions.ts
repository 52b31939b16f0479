import type { Order } from '@og-tickets/contract/orders.ts';
import { createAddLine } from '../../src/modules/carts/index.ts';
import { changeLine } from '../../src/modules/carts/actions/change-line.ts';
import { removeLine } from '../../src/modules/carts/actions/remove-line.ts';
import { setCapacities } from '../../src/modules/inventory/index.ts';
import { cancelOrder } from '../../src/modules/orders/actions/cancel-order.ts';
import { placeOrder } from '../../src/modules/orders/actions/place-order.ts';
import { refundOrder } from '../../src/modules/orders/actions/refund-order.ts';
import { startRefundRun } from '../../src/modules/orders/actions/start-refund-run.ts';
import { readPayment } from '../../src/modules/payments/actions/read-payment.ts';
import { receiveEvent } from '../../src/modules/payments/actions/receive-event.ts';
import { enterPlaces } from '../gate.ts';
import { withTx } from '../../src/platform/database/database.ts';
import { isRefusal } from '../../src/platform/http/refusal.ts';
import { signatureHeader, signEvent } from '../../src/simulated-bank/secrets.ts';
import type { Buyer, World } from './world.ts';

/** Something that somebody does in the shop, in a process that may die. */
export type Action = (world: World) => { name: string; work: () => Promise<void> } | null;

const offers = ['solo', 'solo', 'duo'];

function buyerOf(world: World): Buyer {
  const buyer = world.dice.pick(world.buyers);
  if (buyer === undefined) throw new Error('nobody buys');
  return buyer;
}

const fill: Action = (world) => {
  const { platform, dice, sessions } = world;
  const buyer = buyerOf(world);
  const session = dice.pick(sessions);
  const offer = dice.pick(offers) ?? 'solo';
  const quantity = 1 + dice.upTo(2);
  const work = async (): Promise<void> => {
    // Each call meets a process of its own, so that nothing is known from the last one.
    const added = await createAddLine({ ...platform })({
      sessionCode: session?.code ?? '',
      category: 'A',
      offer,
      quantity,
      owner: { kind: 'account', accountId: buyer.accountId },
      freshTokenHash: Buffer.alloc(32),
      locale: 'fr',
      claim: null,
      serialize: (body) => Buffer.from(JSON.stringify(body)),
      hasLeft: () => false,
    });
    if (isRefusal(added) || !('body' in added.reply) || typeof added.reply.body !== 'object') return;
    if ('id' in added.reply.body && added.reply.body.id !== null) buyer.cartId = added.reply.body.id;
  };
  return { name: 'fill the cart', work };
};

const changeCart: Action = (world) => {
  const { platform, dice } = world;
  const buyer = buyerOf(world);
  const quantity = dice.upTo(3);
  const work = async (): Promise<void> => {
    const line = await platform.db
      .selectFrom('carts.lines')
      .select('id')
      .where('cart_id', '=', buyer.cartId)
      .orderBy('id')
      .executeTakeFirst();
    if (line === undefined) return;
    const wanted = { owner: { kind: 'account', accountId: buyer.accountId }, lineId: line.id } as const;
    await withTx(platform.db, (tx) =>
      quantity === 0 ? removeLine(tx, wanted) : changeLine(tx, { ...wanted, quantity }),
    );
  };
  return buyer.cartId === null ? null : { name: 'change the cart', work };
};

const order: Action = (world) => {
  const { platform, dice } = world;
  const buyer = buyerOf(world);
  if (buyer.cartId === null) return null;
  world.keys += 1;
  const again = dice.happens(0.3) ? dice.pick(buyer.unanswered) : undefined;
  const request = again ?? { cartId: buyer.cartId, key: `key-${world.keys}` };
  if (again === undefined) buyer.unanswered.push(request);
  const work = async (): Promise<void> => {
    const { accountId } = buyer;
    const { cartId, key: idempotencyKey } = request;
    const placed = await placeOrder({ ...platform }, { accountId, cartId, idempotencyKey, locale: 'fr' });
    buyer.unanswered = buyer.unanswered.filter((one) => one !== request);
    if (!isRefusal(placed)) noteOrder(world, accountId, placed);
  };
  return { name: 'place the order', work };
};

function noteOrder(world: World, accountId: string, { code, payment }: Order): void {
  world.orders.push({ order: { code }, accountId, paymentId: payment.id });
  if (payment.clientSecret !== null) world.secrets.add(payment.clientSecret);
}

const pay: Action = (world) => {
  const secret = world.dice.pick([...world.secrets]);
  if (secret === undefined) return null;
  const outcome = world.dice.pick([
    'captured',
    'captured',
    'captured',
    'captured',
    'card_declined',
    'requires_action',
  ] as const);
  return { name: `pay: ${outcome}`, work: async () => world.bank.pay(secret, outcome ?? 'captured') };
};

const webhook: Action = ({ platform, bank, dice }) => {
  const at = dice.upTo(bank.events.length);
  const body = bank.events[at];
  if (body === undefined) return null;
  if (dice.happens(0.7)) bank.events.splice(at, 1);
  const work = async (): Promise<void> => {
    const rawBody = Buffer.from(body);
    const signature = signEvent(platform.keys.bankWebhook, rawBody, platform.clock.nowMs());
    const header = (name: string) => (name === signatureHeader ? signature : undefined);
    const refusal = await receiveEvent(platform, { provider: 'simulated-bank', rawBody, header });
    if (refusal === null) return;
    const { provider_payment_id: chargeId, ...known } = await platform.db
      .selectFrom('payments.payments')
      .select(['id', 'order_code', 'amount_cents', 'currency', 'provider', 'provider_payment_id'])
      .where('id', '=', String(JSON.parse(body).charge.merchantReference))
      .executeTakeFirstOrThrow();
    throw new Error(`a true webhook was refused: ${body}; we know ${JSON.stringify({ ...known, chargeId })}`);
  };
  return { name: 'webhook', work };
};

const comeBack: Action = (world) => {
  const known = world.dice.pick(world.orders);
  if (known === undefined) return null;
  const work = async (): Promise<void> => {
    const { paymentId, accountId } = known;
    const read = await readPayment(world.platform, { paymentId, accountId });
    if (!isRefusal(read) && read.row.client_secret !== null) world.secrets.add(read.row.client_secret);
  };
  return { name: 'come back from the bank', work };
};

/** One of the tickets of an order, or undefined for all. */
async function someTicket({ platform }: World, code: string, pickOne: boolean): Promise<string[] | undefined> {
  if (!pickOne) return undefined;
  const ticket = await platform.db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('orders.orders as one', 'one.id', 'ticket.order_id')
    .select('ticket.id')
    .where('one.code', '=', code)
    .orderBy('ticket.id')
    .executeTakeFirst();
  return ticket === undefined ? undefined : [ticket.id];
}

const cancel: Action = (world) => {
  const known = world.dice.pick(world.orders);
  if (known === undefined) return null;
  const pickOne = world.dice.happens(0.5);
  const work = async (): Promise<void> => {
    const { accountId, order: of } = known;
    const tickets = await someTicket(world, of.code, pickOne);
    const wish = { accountId, code: of.code, tickets, expectedCents: undefined, locale: 'fr' } as const;
    await cancelOrder(world.platform, wish);
  };
  return { name: 'cancel', work };
};

const shopItself = { accountId: null, role: 'system' } as const;

const refund: Action = (world) => {
  const known = world.dice.pick(world.orders);
  if (known === undefined) return null;
  const pickOne = world.dice.happens(0.7);
  const work = async (): Promise<void> => {
    const tickets = await someTicket(world, known.order.code, pickOne);
    const reason = 'Geste commercial';
    const wish = { accountId: world.adminId, code: known.order.code, tickets, reason, expectedCents: undefined };
    await refundOrder(world.platform, { ...wish, actor: shopItself, locale: 'fr' });
  };
  return { name: 'refund by an admin', work };
};

const enter: Action = (world) => {
  const known = world.dice.pick(world.orders);
  if (known === undefined) return null;
  const work = async (): Promise<void> => {
    const [ticketId] = (await someTicket(world, known.order.code, true)) ?? [];
    if (ticketId === undefined) return;
    const entry = { ticketId, generation: 1, kind: 'static', places: 1, gate: 'A' } as const;
    await withTx(world.platform.db, (tx) => enterPlaces(tx, entry));
  };
  return { name: 'enter', work };
};

const cancelSession: Action = (world) => {
  const { platform, dice, sessions } = world;
  const session = dice.pick(sessions);
  if (session === undefined || !dice.happens(0.12)) return null;
  const reason = { fr: 'Orage', en: 'Thunderstorm' };
  const by = { accountId: world.adminId, actor: shopItself, locale: 'fr' } as const;
  const work = async (): Promise<void> => {
    await startRefundRun(platform, { code: session.code, kind: 'cancelled', reason }, by);
  };
  return { name: 'cancel the session', work };
};

const capacity: Action = ({ platform, dice, sessions }) => {
  const session = dice.pick(sessions);
  const places = 1 + dice.upTo(8);
  const wanted = [{ sessionId: session?.id ?? 0, category: 'A', capacity: places }];
  const work = async (): Promise<void> => {
    await withTx(platform.db, (tx) => setCapacities(tx, wanted));
  };
  return { name: 'change the capacity', work };
};

function cron(name: string): Action {
  return ({ handlers }) => ({ name, work: async () => handlers.get(name)?.run({}) });
}

export const reconcile = cron('payments.reconcile');
export const expireOverdue = cron('orders.expire-overdue');
export const resumeRuns = cron('orders.resume-refund-runs');
export const numberDocuments = cron('accounting.number-documents');
export const freeExpired = cron('inventory.free-expired-holds');
export { webhook };

/** How each run begins: with people who buy. */
export const firstActions: readonly Action[] = [fill, fill, fill, fill, order, order, fill, order, pay];

/** What may happen, the likely more often. */
export const anything: readonly Action[] = [
  [fill, fill, fill, order, order, order, pay, pay, pay, webhook, webhook, webhook],
  [comeBack, comeBack, cancel, cancel, refund, changeCart, enter, cancelSession, capacity],
  [reconcile, reconcile, expireOverdue, numberDocuments, freeExpired, resumeRuns],
].flat();
