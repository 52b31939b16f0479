import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { cancel, takenOf } from '../../../test/refunds.ts';
import { expireOrder } from '../orders/actions/expire-order.ts';
import { reconcilePayments } from './actions/reconcile-payments.ts';

/** A bank that can be away or slow, and writes down what it was asked for. */
class MoodyBank {
  mood: 'away' | 'slow' | 'well' = 'away';
  readonly closed: string[] = [];
  readonly opened: string[] = [];
  /** Lets the answers go that a slow bank keeps. */
  release: () => void = () => undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#reply(request, response);
    });
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#answer(request);
    response.writeHead(answer === null ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  }

  async #answer(request: IncomingMessage): Promise<object | null> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (this.mood === 'away') return null;
    const [, , , id, what] = (request.url ?? '').split('/');
    if (what === 'close') {
      this.closed.push(id ?? '');
      return { charge: { ...this.#charges.get(id ?? ''), state: 'closed' } };
    }
    if (id !== undefined) return { charge: this.#charges.get(id) };
    const { merchantReference, orderCode, amountCents, currency } = JSON.parse(Buffer.concat(parts).toString());
    const charge = { id: `ch_${merchantReference}`, merchantReference, orderCode, amountCents, currency };
    this.#charges.set(charge.id, { ...charge, state: 'open', refusal: null });
    this.opened.push(charge.id);
    if (this.mood === 'slow') await new Promise<void>((resolve) => (this.release = resolve));
    return { charge: this.#charges.get(charge.id), clientSecret: 'secret', payPath: `/pay/${charge.id}` };
  }

  readonly #charges = new Map<string, object>();
}

let bank: MoodyBank;
let shop: TestShop;

beforeEach(async () => {
  bank = new MoodyBank();
  shop = await startTestShop({ environment: { SIMULATED_BANK_URL: await bank.start() } });
});
afterEach(async () => {
  bank.mood = 'well';
  await shop.close();
  await bank.close();
});

async function endTime(): Promise<string> {
  await sql`UPDATE payments.payments SET expires_at = now() - interval '1 second'`.execute(shop.db);
  const { rows } = await sql<{ id: string }>`
    UPDATE orders.orders SET expires_at = now() - interval '1 second' RETURNING id`.execute(shop.db);
  return rows[0]?.id ?? '';
}

async function paymentRow() {
  return shop.db
    .selectFrom('payments.payments')
    .select(['status', 'reason', 'provider_payment_id'])
    .executeTakeFirstOrThrow();
}

const closedByUs = { status: 'failed', reason: 'order_expired', provider_payment_id: null };

test('an order that the provider never heard of expires without it', async () => {
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const order = await shop.make.order(buyer, session, { quantity: 2 });
  expect(order.payment.clientSecret).toBeNull();
  await expireOrder(shop.platform, await endTime());
  expect((await buyer.get<Order>(`/orders/${order.code}`)).body.status).toBe('expired');
  expect(await takenOf(shop, session)).toBe(0);
  expect(await paymentRow()).toEqual(closedByUs);
});

test('nor does its buyer need the provider to give it up', async () => {
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const order = await shop.make.order(buyer, session);
  expect((await cancel(buyer, order)).body.status).toBe('cancelled');
  expect(await takenOf(shop, session)).toBe(0);
  bank.mood = 'well';
  await sql`UPDATE payments.payments SET created_at = now() - interval '1 hour'`.execute(shop.db);
  await reconcilePayments(shop.platform);
  expect(bank.opened).toEqual([]);
});

test('a charge that is being opened while its payment is closed is closed too, and given to nobody', async () => {
  bank.mood = 'slow';
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const placing = shop.make.order(buyer, session);
  await shop.make.until(async () => (bank.opened.length > 0 ? true : null), 'the bank is asked');
  await expireOrder(shop.platform, await endTime());
  expect(await takenOf(shop, session)).toBe(0);
  bank.release();
  const order = await placing;
  expect(order).toMatchObject({ status: 'expired', payment: { clientSecret: null } });
  expect(bank.closed).toEqual(bank.opened);
  expect(await paymentRow()).toEqual(closedByUs);
});
