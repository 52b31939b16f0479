import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import type { Payment } from '@og-tickets/contract/payments.ts';
import { randomUUID } from 'node:crypto';
import { type Answer, Client } from '../client.ts';
import { acceptedCard } from '../factory.ts';
import type { Given, Said, Step } from './buyers-process.ts';

// Buyers in a process of their own, who buy on whatever the server does: a call without an answer is sent again, with the same
// key. What the server has acknowledged goes to the parent, a line each.

const given: Given = JSON.parse(process.env['OG_TEST_BUYERS'] ?? '{}');
const pauseMs = 60;
const over = new AbortController();
process.once('SIGTERM', () => {
  over.abort();
});

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}

function say(said: Said): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

/** Was there a server that took the call? */
function wasTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return !(cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED');
}

/** Sends until there is an answer of the shop; null when the buyers are to end. */
async function insist<T>(step: Step, send: () => Promise<Answer<T>>): Promise<Answer<T> | null> {
  while (!over.signal.aborted) {
    const answer = await send().catch((error: unknown) => {
      if (wasTaken(error)) say({ said: 'cut', step });
      return null;
    });
    if (answer !== null && answer.status < 500 && answer.status !== 429) return answer;
    await pause();
  }
  return null;
}

async function logIn(account: Given['accounts'][number]): Promise<Client | null> {
  const browser = new Client(given.url);
  const answer = await insist('login', () => browser.post<LoginReply>('/auth/login', account));
  if (answer?.status !== 200) return null;
  browser.accessToken = answer.body.accessToken;
  return browser;
}

/** Buys one ticket; false when this account can have no more, or its login is over. */
async function buy(browser: Client, session: string): Promise<boolean> {
  const line = { session, category: 'A', offer: 'solo', quantity: 1 };
  const lineKey = { 'idempotency-key': randomUUID() };
  const cart = await insist('cart', () => browser.post<Cart>('/cart/lines', line, lineKey));
  if (cart?.status !== 201) return false;
  const orderKey = { 'idempotency-key': randomUUID() };
  const wish = { acceptTerms: true, cartId: cart.body.id };
  const order = await insist('order', () => browser.post<Order>('/orders', wish, orderKey));
  // What the cart held was taken by another order of this buyer, or its time was over: it is filled again.
  if (order?.status !== 201) return order !== null && order.status === 409;
  const { code, payment } = order.body;
  say({ said: 'ordered', code });
  let clientSecret = payment.clientSecret;
  while (clientSecret === null && !over.signal.aborted) {
    const read = await insist('charge', () => browser.get<Payment>(`/payments/${payment.id}`));
    if (read?.status !== 200 || read.body.status === 'failed') return read !== null && read.status !== 401;
    clientSecret = read.body.clientSecret;
    if (clientSecret === null) await pause();
  }
  const card = { clientSecret, ...acceptedCard };
  const paid = await insist('pay', () => browser.post<Payment>(`/simulated-bank/payments/${payment.id}/confirm`, card));
  if (paid?.status === 200 && paid.body.status === 'succeeded') say({ said: 'paid', code });
  return paid !== null && paid.status !== 401;
}

async function visit(): Promise<void> {
  for (
    let account = given.accounts.shift();
    account !== undefined && !over.signal.aborted;
    account = given.accounts.shift()
  ) {
    const browser = await logIn(account);
    if (browser === null) continue;
    let session = 0;
    while (!over.signal.aborted && (await buy(browser, given.sessions[session % given.sessions.length] ?? '')))
      session += 1;
  }
}

await Promise.all(Array.from({ length: given.atOnce }, visit));
