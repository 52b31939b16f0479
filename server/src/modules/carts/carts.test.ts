import type { Cart } from '@og-tickets/contract/carts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { uuidv7 } from '../../platform/keys/random.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

interface Wanted {
  session: string;
  category?: string;
  offer?: string;
  quantity?: unknown;
}

function add(browser: Client, { session, category = 'A', offer = 'solo', quantity = 1 }: Wanted) {
  return browser.post<Cart>('/cart/lines', { session, category, offer, quantity });
}

function change(browser: Client, lineId: string, quantity: unknown) {
  return browser.call<Cart>('PATCH', `/cart/lines/${lineId}`, { body: { quantity } });
}

/** Places taken of a session, by category. */
async function taken(sessionId: number): Promise<Record<string, number>> {
  const rows = await shop.db
    .selectFrom('inventory.inventory')
    .select(['category', 'taken'])
    .where('session_id', '=', sessionId)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.category, row.taken]));
}

function codeOf(answer: { status: number; body: unknown }): string {
  return `${answer.status} ${Client.problem(answer as Parameters<typeof Client.problem>[0]).code}`;
}

describe('the cart of a guest', () => {
  it('is empty and unnamed before the first line', async () => {
    const browser = shop.client();
    const { status, body } = await browser.get<Cart>('/cart');
    expect(status).toBe(200);
    expect(body).toEqual({
      id: null,
      lines: [],
      total: { cents: 0, currency: 'EUR' },
      holdExpiresAt: null,
      canExtend: false,
      serverTime: expect.any(String),
    });
    expect(browser.cookies.size).toBe(0);
  });

  it('begins with the first line, with prices of the server and a hold of 15 minutes', async () => {
    const session = await shop.make.session();
    const browser = shop.client();
    const answer = await add(browser, { session: session.code, offer: 'duo', quantity: 2 });
    expect(answer.status).toBe(201);
    const cart = answer.body;
    expect(cart.lines).toHaveLength(1);
    expect(cart.lines[0]).toMatchObject({
      session: session.code,
      category: 'A',
      offer: 'duo',
      offerName: 'Duo',
      quantity: 2,
      places: 4,
      unitPrice: { cents: 9_000, currency: 'EUR' },
      amount: { cents: 18_000, currency: 'EUR' },
      state: 'held',
      holdExpiresAt: cart.holdExpiresAt,
    });
    expect(cart.total.cents).toBe(18_000);
    expect(cart.canExtend).toBe(true);
    const leftMs = Date.parse(cart.holdExpiresAt ?? '') - Date.parse(cart.serverTime);
    expect(Math.abs(leftMs - limits.holdSeconds * 1_000)).toBeLessThan(5_000);
    expect(await taken(session.id)).toEqual({ A: 4 });
    expect((await browser.get<Cart>('/cart')).body.lines).toEqual(cart.lines);
  });

  it('is known by a secret cookie that the database cannot tell', async () => {
    const session = await shop.make.session();
    const answer = await add(shop.client(), { session: session.code });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^og_cart=[\w-]{43};/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Max-Age=15552000/);
    const token = /=([\w-]+)/.exec(cookie)?.[1] ?? '';
    const rows = await shop.db.selectFrom('carts.carts').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('does not begin with a cookie that somebody made up', async () => {
    const session = await shop.make.session();
    const browser = shop.client();
    browser.cookies.set('og_cart', 'planted');
    expect((await browser.get<Cart>('/cart')).body.id).toBeNull();
    expect((await add(browser, { session: session.code })).status).toBe(201);
    expect(browser.cookies.get('og_cart')).not.toBe('planted');
  });

  it('does not begin with a line that is refused', async () => {
    const session = await shop.make.session({ categories: [{ category: 'A', capacity: 1, pricePerPlaceCents: 100 }] });
    const browser = shop.client();
    expect(codeOf(await add(browser, { session: session.code, offer: 'duo' }))).toBe('409 capacity_exhausted');
    expect(browser.cookies.size).toBe(0);
    expect(await taken(session.id)).toEqual({ A: 0 });
  });
});

describe('lines', () => {
  it('tell what they cost before the price changed, until they are changed', async () => {
    const session = await shop.make.session();
    const browser = shop.client();
    const { body } = await add(browser, { session: session.code });
    expect(body.lines[0]).toMatchObject({ previousUnitPrice: null, cancellableUntil: null });
    await shop.db
      .updateTable('catalog.session_categories')
      .set({ price_per_place_cents: 6_000 })
      .where('session_id', '=', session.id)
      .execute();
    const [dearer] = (await browser.get<Cart>('/cart')).body.lines;
    expect(dearer).toMatchObject({ unitPrice: { cents: 6_000 }, previousUnitPrice: { cents: 5_000 } });
    const changed = await change(browser, dearer?.id ?? '', 2);
    expect(changed.body.lines[0]).toMatchObject({ unitPrice: { cents: 6_000 }, previousUnitPrice: null });
  });

  it('of the same offer are one, of other offers their own', async () => {
    const session = await shop.make.session();
    const browser = shop.client();
    await add(browser, { session: session.code });
    await add(browser, { session: session.code, quantity: 2 });
    const { body } = await add(browser, { session: session.code, offer: 'duo' });
    expect(body.lines.map((line) => [line.offer, line.quantity])).toEqual([
      ['solo', 3],
      ['duo', 1],
    ]);
    expect(await taken(session.id)).toEqual({ A: 5 });
  });

  it('are changed up and down, and removed, and their places follow', async () => {
    const session = await shop.make.session();
    const browser = shop.client();
    const lineId = (await add(browser, { session: session.code, quantity: 2 })).body.lines[0]?.id ?? '';
    for (const quantity of [5, 1, 1, 6]) {
      const { status, body } = await change(browser, lineId, quantity);
      expect([status, body.lines[0]?.quantity, body.lines[0]?.state]).toEqual([200, quantity, 'held']);
      expect(await taken(session.id)).toEqual({ A: quantity });
    }
    const removed = await browser.call<Cart>('DELETE', `/cart/lines/${lineId}`);
    expect([removed.status, removed.body.lines, removed.body.holdExpiresAt]).toEqual([200, [], null]);
    expect(await taken(session.id)).toEqual({ A: 0 });
    expect(codeOf(await browser.call('DELETE', `/cart/lines/${lineId}`))).toBe('404 not_found');
  });

  it('keep what they had when a change is refused', async () => {
    const session = await shop.make.session({ categories: [{ category: 'A', capacity: 4, pricePerPlaceCents: 100 }] });
    const browser = shop.client();
    const lineId = (await add(browser, { session: session.code, quantity: 3 })).body.lines[0]?.id ?? '';
    const before = (await browser.get<Cart>('/cart')).body.lines;
    expect(codeOf(await change(browser, lineId, 5))).toBe('409 capacity_exhausted');
    expect(codeOf(await add(browser, { session: session.code, quantity: 2 }))).toBe('409 capacity_exhausted');
    expect((await browser.get<Cart>('/cart')).body.lines).toEqual(before);
    expect(await taken(session.id)).toEqual({ A: 3 });
  });

  it('of another cart do not exist', async () => {
    const session = await shop.make.session();
    const owner = shop.client();
    const lineId = (await add(owner, { session: session.code })).body.lines[0]?.id ?? '';
    const stranger = shop.client();
    await add(stranger, { session: session.code });
    const customer = await shop.make.login();
    for (const browser of [stranger, customer, shop.client()]) {
      expect(codeOf(await change(browser, lineId, 2))).toBe('404 not_found');
      expect(codeOf(await browser.call('DELETE', `/cart/lines/${lineId}`))).toBe('404 not_found');
      expect(codeOf(await change(browser, uuidv7(), 2))).toBe('404 not_found');
    }
    expect((await owner.get<Cart>('/cart')).body.lines[0]?.quantity).toBe(1);
  });

  it('need a session, a category and an offer that exist, and an open sale', async () => {
    const { code } = await shop.make.session();
    const past = await shop.make.session({ startsInDays: -1 });
    const browser = shop.client();
    expect(codeOf(await add(browser, { session: 'NONE99' }))).toBe('404 not_found');
    expect(codeOf(await add(browser, { session: code, category: 'Z' }))).toBe('404 not_found');
    expect(codeOf(await add(browser, { session: code, offer: 'none' }))).toBe('404 not_found');
    expect(codeOf(await add(browser, { session: past.code }))).toBe('409 sales_closed');
  });

  it('take whole numbers from 1 to 10 and nothing else', async () => {
    const session = await shop.make.session();
    const browser = shop.client();
    const lineId = (await add(browser, { session: session.code })).body.lines[0]?.id ?? '';
    for (const quantity of [-1, 0, 1.5, '1', 1e9, null, [1]]) {
      for (const answer of [
        await add(browser, { session: session.code, quantity }),
        await change(browser, lineId, quantity),
      ]) {
        expect(codeOf(answer)).toBe('400 invalid_request');
        expect(Client.problem(answer).fields?.map((fault) => fault.field)).toEqual(['body.quantity']);
      }
    }
    const priced = await browser.post('/cart/lines', {
      session: session.code,
      category: 'A',
      offer: 'solo',
      quantity: 1,
      price: 1,
    });
    expect(codeOf(priced)).toBe('400 invalid_request');
    expect(Client.problem(priced).fields?.map((fault) => fault.field)).toEqual(['body.price']);
    expect(await taken(session.id)).toEqual({ A: 1 });
  });
});

describe('limits', () => {
  it('on the places of one session are the session’s own', async () => {
    const session = await shop.make.session({ placesPerAccount: 4 });
    const browser = shop.client();
    expect((await add(browser, { session: session.code, offer: 'duo', quantity: 2 })).status).toBe(201);
    expect(codeOf(await add(browser, { session: session.code }))).toBe('409 limit_per_session');
  });

  it('on the places of one account count what it has bought', async () => {
    const customer = await shop.make.login();
    const first = await shop.make.session();
    await shop.make.pay(customer, await shop.make.order(customer, first, { quantity: 4 }));
    expect(codeOf(await add(customer, { session: first.code, quantity: 3 }))).toBe('409 limit_per_session');
    for (let places = 4; places <= 22; places += 6) {
      const { code } = await shop.make.session();
      expect((await add(customer, { session: code, quantity: 6 })).status).toBe(201);
    }
    const { code } = await shop.make.session();
    expect(codeOf(await add(customer, { session: code, quantity: 3 }))).toBe('409 limit_per_account');
    expect((await add(customer, { session: code, quantity: 2 })).status).toBe(201);
  });

  it('on the lines of a cart', async () => {
    const browser = shop.client();
    for (let made = 0; made < limits.linesPerCart; made += 1) {
      const { code } = await shop.make.session();
      expect((await add(browser, { session: code })).status).toBe(201);
    }
    const { code } = await shop.make.session();
    expect(codeOf(await add(browser, { session: code }))).toBe('409 cart_full');
  });
});

describe('a line whose session is not on sale any more', () => {
  it('stays as unavailable, readable and not counted', async () => {
    const session = await shop.make.session({ title: 'Finale retirée' });
    const other = await shop.make.session();
    const browser = shop.client();
    await add(browser, { session: session.code, offer: 'duo' });
    await add(browser, { session: other.code });
    await shop.db.updateTable('catalog.sessions').set({ status: 'withdrawn' }).where('id', '=', session.id).execute();
    await shop.db.deleteFrom('catalog.session_categories').where('session_id', '=', session.id).execute();
    const { body } = await browser.get<Cart>('/cart');
    expect(body.lines.map((line) => line.state)).toEqual(['unavailable', 'held']);
    expect(body.lines[0]).toMatchObject({
      summary: { title: 'Finale retirée' },
      offerName: 'Duo',
      places: 2,
      unitPrice: { cents: 9_000 },
      holdExpiresAt: null,
    });
    expect(body.total.cents).toBe(5_000);
    const lineId = body.lines[0]?.id ?? '';
    expect(codeOf(await change(browser, lineId, 2))).toBe('409 sales_closed');
    expect((await browser.call<Cart>('DELETE', `/cart/lines/${lineId}`)).body.lines).toHaveLength(1);
    expect(await taken(session.id)).toEqual({ A: 0 });
  });
});
