import type { Cart } from '@og-tickets/contract/carts.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const minuteMs = 60_000;

function add(browser: Client, session: MadeSession, quantity = 1, offer = 'solo') {
  return browser.post<Cart>('/cart/lines', { session: session.code, category: 'A', offer, quantity });
}

function small(capacity: number): Promise<MadeSession> {
  return shop.make.session({ categories: [{ category: 'A', capacity, pricePerPlaceCents: 1_000 }] });
}

async function read(browser: Client): Promise<Cart> {
  return (await browser.get<Cart>('/cart')).body;
}

/** Lets time pass for one cart: everything in it happened so much earlier. */
async function letPass(cart: Cart, minutes: number): Promise<void> {
  const ago = sql<Date>`make_interval(mins => ${minutes})`;
  await sql`UPDATE inventory.holds SET expires_at = expires_at - ${ago} WHERE cart_id = ${cart.id}`.execute(shop.db);
  await sql`UPDATE carts.carts SET hold_started_at = hold_started_at - ${ago}, hold_expires_at = hold_expires_at - ${ago}
    WHERE id = ${cart.id}`.execute(shop.db);
}

function leftMinutes(cart: Cart): number {
  return Math.round((Date.parse(cart.holdExpiresAt ?? '') - Date.parse(cart.serverTime)) / minuteMs);
}

/** Deadlines that are moved in the database are news to what remembers for a moment that places were gone. */
function soldOutIsForgotten(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}

function states(cart: Cart): string[] {
  return cart.lines.map((line) => line.state);
}

async function taken(session: MadeSession): Promise<number> {
  const { taken: places } = await shop.db
    .selectFrom('inventory.inventory')
    .select('taken')
    .where('session_id', '=', session.id)
    .executeTakeFirstOrThrow();
  return places;
}

function codeOf(answer: Parameters<typeof Client.problem>[0]): string {
  return `${answer.status} ${Client.problem(answer).code}`;
}

describe('the time of a cart’s holds', () => {
  it('is one for all lines, from the first touch', async () => {
    const browser = shop.client();
    const first = (await add(browser, await small(10))).body;
    await letPass(first, 10);
    const second = (await add(browser, await small(10))).body;
    expect(leftMinutes(second)).toBe(5);
    const third = (await add(browser, await small(10))).body;
    expect(new Set(third.lines.map((line) => line.holdExpiresAt))).toEqual(new Set([second.holdExpiresAt]));
  });

  it('can be extended by five minutes, once', async () => {
    const browser = shop.client();
    await add(browser, await small(10));
    const extended = await browser.post<Cart>('/cart/extend');
    expect([extended.status, leftMinutes(extended.body), extended.body.canExtend]).toEqual([200, 20, false]);
    expect(codeOf(await browser.post('/cart/extend'))).toBe('409 hold_not_extendable');
    const more = (await add(browser, await small(10))).body;
    expect(more.lines.map((line) => line.holdExpiresAt)).toEqual([
      extended.body.holdExpiresAt,
      extended.body.holdExpiresAt,
    ]);
  });

  it('is extended once also when two tabs ask at the same moment', async () => {
    const browser = shop.client();
    await add(browser, await small(10));
    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.post<Cart>('/cart/extend')));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(3);
    expect(leftMinutes(await read(browser))).toBe(20);
  });

  it('cannot be extended when nothing is held', async () => {
    const browser = shop.client();
    expect(codeOf(await browser.post('/cart/extend'))).toBe('409 cart_empty');
    const cart = (await add(browser, await small(10))).body;
    await letPass(cart, 16);
    expect((await read(browser)).canExtend).toBe(false);
    expect(codeOf(await browser.post('/cart/extend'))).toBe('409 hold_not_extendable');
    await browser.call('DELETE', `/cart/lines/${cart.lines[0]?.id}`);
    expect(codeOf(await browser.post('/cart/extend'))).toBe('409 cart_empty');
  });
});

describe('after the deadline', () => {
  it('the lines stay, expired, and their places go to who needs them', async () => {
    const session = await small(2);
    const slow = shop.client();
    const cart = (await add(slow, session, 2)).body;
    expect(codeOf(await add(shop.client(), session))).toBe('409 capacity_exhausted');
    await letPass(cart, 16);
    await soldOutIsForgotten();
    const late = await read(slow);
    expect([states(late), late.holdExpiresAt, late.total.cents]).toEqual([['expired'], null, 2_000]);
    expect((await add(shop.client(), session)).status).toBe(201);
    expect(await taken(session)).toBe(1);
    expect(codeOf(await slow.call('PATCH', `/cart/lines/${cart.lines[0]?.id}`, { body: { quantity: 2 } }))).toBe(
      '409 capacity_exhausted',
    );
    const fewer = await slow.call<Cart>('PATCH', `/cart/lines/${cart.lines[0]?.id}`, { body: { quantity: 1 } });
    expect([fewer.status, states(fewer.body), leftMinutes(fewer.body)]).toEqual([200, ['held'], 15]);
    expect(await taken(session)).toBe(2);
  });

  it('one click takes the places again, each line as far as there are places', async () => {
    const [gone, free] = [await small(2), await small(5)];
    const browser = shop.client();
    await add(browser, gone, 2);
    const cart = (await add(browser, free, 3)).body;
    await browser.post('/cart/extend');
    await letPass(cart, 21);
    await add(shop.client(), gone, 1);
    const retaken = await browser.post<Cart>('/cart/retake');
    expect([retaken.status, states(retaken.body)]).toEqual([200, ['expired', 'held']]);
    expect([leftMinutes(retaken.body), retaken.body.canExtend]).toEqual([15, true]);
    expect([await taken(gone), await taken(free)]).toEqual([1, 3]);
    const again = await browser.post<Cart>('/cart/retake');
    expect(states(again.body)).toEqual(['expired', 'held']);
    expect(again.body.holdExpiresAt).toBe(retaken.body.holdExpiresAt);
  });

  it('an empty cart has nothing to take again', async () => {
    expect(codeOf(await shop.client().post('/cart/retake'))).toBe('409 cart_empty');
  });

  it('an order cannot be placed; after taking the places again it can', async () => {
    const session = await small(5);
    const customer = await shop.make.login();
    const cart = (await add(customer, session, 2)).body;
    await letPass(cart, 16);
    const order = () =>
      customer.post('/orders', { acceptTerms: true, cartId: cart.id }, { 'idempotency-key': crypto.randomUUID() });
    expect(codeOf(await order())).toBe('409 hold_expired');
    await customer.post('/cart/retake');
    expect((await order()).status).toBe(201);
    expect((await read(customer)).lines).toEqual([]);
    expect(await taken(session)).toBe(2);
  });

  it('an offer that admits more people by now is not held until it is taken again', async () => {
    const session = await small(9);
    const browser = shop.client();
    await add(browser, session, 1, 'famille');
    const places = (count: number) =>
      shop.db.updateTable('catalog.offers').set({ places: count }).where('code', '=', 'famille').execute();
    await places(5);
    expect(states(await read(browser))).toEqual(['expired']);
    const retaken = (await browser.post<Cart>('/cart/retake')).body;
    await places(4);
    expect([states(retaken), retaken.lines[0]?.places, await taken(session)]).toEqual([['held'], 5, 5]);
  });
});

describe('two tabs', () => {
  it('that add at once lose nothing', async () => {
    const session = await shop.make.session({ placesPerAccount: 10 });
    const browser = shop.client();
    await add(browser, session);
    const answers = await Promise.all(Array.from({ length: 9 }, () => add(browser, session)));
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
    const cart = await read(browser);
    expect(cart.lines.map((line) => line.quantity)).toEqual([10]);
    expect(await taken(session)).toBe(10);
  });

  it('of one account begin one cart', async () => {
    const session = await shop.make.session();
    const customer = await shop.make.login();
    const answers = await Promise.all(Array.from({ length: 6 }, () => add(customer, session)));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await read(customer)).lines.map((line) => line.quantity)).toEqual([6]);
  });

  it('that change, remove and take again at once leave the counters right', async () => {
    const sessions = [await small(8), await small(8)];
    const browsers = await Promise.all([1, 2, 3].map(() => shop.make.login()));
    await Promise.all(
      browsers.flatMap((browser) =>
        Array.from({ length: 12 }, async (_, turn) => {
          const session = sessions[turn % 2];
          if (session === undefined) return;
          await add(browser, session, 1 + (turn % 2));
          const [line] = (await read(browser)).lines;
          await browser.call('PATCH', `/cart/lines/${line?.id}`, { body: { quantity: 1 + (turn % 3) } });
          if (turn % 4 === 3) await browser.call('DELETE', `/cart/lines/${line?.id}`);
          await browser.post('/cart/retake');
        }),
      ),
    );
    const carts = await Promise.all(browsers.map(read));
    for (const session of sessions) {
      const inCarts = carts.flatMap((cart) => cart.lines.filter((line) => line.session === session.code));
      expect(await taken(session)).toBe(inCarts.reduce((sum, line) => sum + line.quantity, 0));
    }
  });
});
