import { randomUUID } from 'node:crypto';
import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { findAccountId } from '../modules/accounts/index.ts';
import { startRefundRun } from '../modules/orders/index.ts';
import { apiPrefix } from '../platform/http/server.ts';
import { isRefusal } from '../platform/http/refusal.ts';
import type { Platform } from '../platform/platform.ts';
import type { DemoAccount } from './demo-accounts.ts';

/** What the demo customer buys, an order each, before two of the sessions change. */
const purchases = [
  [
    { session: 'TRI01', category: 'A', offer: 'duo', quantity: 1 },
    { session: 'SAL06', category: 'A', offer: 'solo', quantity: 1 },
  ],
  [{ session: 'SAL06', category: 'A', offer: 'solo', quantity: 2 }],
];
const cancelled = { code: 'SAL06', reason: { fr: 'Pas assez de vent.', en: 'Not enough wind.' } };
const moved = {
  code: 'TRI01',
  /** Later than planned. */
  byHours: 26,
  /** Before the new date. */
  refundUntilHours: 12,
  reason: { fr: 'Qualité de l’eau insuffisante pour nager.', en: 'The water is not clean enough to swim.' },
};
const card = { cardNumber: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' };
const askAgainMs = 200;
const askTimes = 150;
const hourMs = 3_600_000;

/**
 * Gives a new demo something to look at: orders of its customer, paid at the simulated bank as a browser would, of which one
 * session is then cancelled and one moved. What fails is logged: the shop is open without it.
 */
export async function changeDemoSessions(
  platform: Platform,
  url: string,
  accounts: readonly DemoAccount[],
): Promise<void> {
  const customer = accounts.find(({ role }) => role === 'customer');
  const admin = accounts.find(({ role }) => role === 'admin');
  const adminId = admin && (await findAccountId(platform, admin.email));
  if (customer === undefined || adminId === undefined || platform.config.stripe !== null) return;
  try {
    const browser = new DemoBrowser(`${url}${apiPrefix}`);
    await browser.logIn(customer);
    for (const lines of purchases) await browser.buy(lines);
    await change(platform, adminId);
  } catch (err) {
    platform.log.warn({ err }, 'the demo has no changed sessions to show');
  }
}

async function change(platform: Platform, accountId: string): Promise<void> {
  const { db } = platform;
  const { starts_at: startsAt } = await db
    .selectFrom('catalog.sessions')
    .select('starts_at')
    .where('code', '=', moved.code)
    .executeTakeFirstOrThrow();
  const newStartsAt = new Date(startsAt.getTime() + moved.byHours * hourMs);
  const refundUntil = new Date(newStartsAt.getTime() - moved.refundUntilHours * hourMs);
  const { code, reason } = moved;
  for (const wish of [
    { kind: 'cancelled', ...cancelled } as const,
    { kind: 'moved', code, reason, newStartsAt, refundUntil } as const,
  ]) {
    const started = await startRefundRun(platform, wish, {
      accountId,
      actor: { accountId: null, role: 'system' },
      locale: 'fr',
    });
    if (isRefusal(started)) throw new Error(`${wish.code} cannot be changed: ${started.code}`);
  }
}

/** The demo customer's calls, as the pages make them. */
class DemoBrowser {
  readonly #api: string;
  #token = '';

  constructor(api: string) {
    this.#api = api;
  }

  async logIn({ email, password }: DemoAccount): Promise<void> {
    const reply = await this.#call<LoginReply>('POST', '/auth/login', { email, password });
    if (!('accessToken' in reply)) throw new Error('the demo customer needs a second factor');
    this.#token = reply.accessToken;
  }

  /** Puts lines in the cart, orders and pays them, and waits until the tickets are there. */
  async buy(lines: readonly { session: string; category: string; offer: string; quantity: number }[]): Promise<void> {
    let cartId: string | null = null;
    for (const line of lines) cartId = (await this.#call<Cart>('POST', '/cart/lines', line)).id;
    let order = await this.#call<Order>('POST', '/orders', { acceptTerms: true, cartId });
    const { id, clientSecret } = order.payment;
    await this.#call('POST', `/simulated-bank/payments/${id}/confirm`, { clientSecret, ...card });
    for (let asked = 0; asked < askTimes && order.status !== 'paid'; asked += 1) {
      await pause(askAgainMs);
      order = await this.#call<Order>('GET', `/orders/${order.code}`);
    }
    if (order.status !== 'paid') throw new Error(`the demo order ${order.code} is ${order.status}`);
  }

  async #call<Reply>(method: string, path: string, body?: object): Promise<Reply> {
    const key = randomUUID();
    let answer = await this.#send(method, path, { key, body });
    // A machine that has much to do while the shop starts turns calls away.
    for (let asked = 0; asked < askTimes && answer.status === 503; asked += 1) {
      await pause(askAgainMs);
      answer = await this.#send(method, path, { key, body });
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    // The server sends what its contract says.
    return (await answer.json()) as Reply;
  }

  #send(method: string, path: string, { key, body }: { key: string; body: object | undefined }): Promise<Response> {
    return fetch(`${this.#api}${path}`, {
      method,
      headers: {
        'x-requested-with': 'og-tickets',
        'idempotency-key': key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
