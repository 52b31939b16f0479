import type { Cart } from '@og-tickets/contract/carts.ts';
import { limits } from '@og-tickets/contract/limits.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeAccount, MadeSession } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

function add(browser: Client, session: MadeSession, quantity = 1, offer = 'solo') {
  return browser.post<Cart>('/cart/lines', { session: session.code, category: 'A', offer, quantity });
}

function small(capacity: number, placesPerAccount = 6): Promise<MadeSession> {
  return shop.make.session({
    categories: [{ category: 'A', capacity, pricePerPlaceCents: 1_000 }],
    placesPerAccount,
  });
}

async function read(browser: Client): Promise<Cart> {
  return (await browser.get<Cart>('/cart')).body;
}

/** A guest who chose something and an account whose cart, in another browser, has something else. */
async function twoCarts(guestAdds: [MadeSession, number][], accountAdds: [MadeSession, number][]) {
  const account = await shop.make.account();
  const other = await shop.make.login(account);
  for (const [session, quantity] of accountAdds) await add(other, session, quantity);
  const guest = shop.client();
  for (const [session, quantity] of guestAdds) await add(guest, session, quantity);
  return { account, other, guest };
}

async function logIn(guest: Client, account: MadeAccount): Promise<Cart> {
  await shop.make.login(account, guest);
  return read(guest);
}

function lines(cart: Cart): [string, number, string][] {
  return cart.lines
    .map((line): [string, number, string] => [line.session, line.quantity, line.state])
    .toSorted(([one], [other]) => one.localeCompare(other));
}

async function letPass(cart: Cart, minutes: number): Promise<void> {
  const ago = sql<Date>`make_interval(mins => ${minutes})`;
  await sql`UPDATE inventory.holds SET expires_at = expires_at - ${ago} WHERE cart_id = ${cart.id}`.execute(shop.db);
  await sql`UPDATE carts.carts SET hold_started_at = hold_started_at - ${ago}, hold_expires_at = hold_expires_at - ${ago}
    WHERE id = ${cart.id}`.execute(shop.db);
}

function leftMinutes(cart: Cart): number {
  return Math.round((Date.parse(cart.holdExpiresAt ?? '') - Date.parse(cart.serverTime)) / 60_000);
}

async function taken(session: MadeSession): Promise<number> {
  const row = await shop.db
    .selectFrom('inventory.inventory')
    .select('taken')
    .where('session_id', '=', session.id)
    .executeTakeFirstOrThrow();
  return row.taken;
}

describe('logging in with a guest’s cart', () => {
  it('brings its lines and holds into the account’s cart and clears the cookie', async () => {
    const [mine, guests, both] = [await small(10), await small(1), await small(5)];
    const { account, guest, other } = await twoCarts(
      [
        [guests, 1],
        [both, 2],
      ],
      [
        [mine, 1],
        [both, 3],
      ],
    );
    const cart = await logIn(guest, account);
    expect(lines(cart)).toEqual([
      [mine.code, 1, 'held'],
      [guests.code, 1, 'held'],
      [both.code, 5, 'held'],
    ]);
    expect([await taken(mine), await taken(guests), await taken(both)]).toEqual([1, 1, 5]);
    expect(guest.cookies.has('og_cart')).toBe(false);
    expect(lines(await read(other))).toEqual(lines(cart));
    const ordered = await guest.post(
      '/orders',
      { acceptTerms: true, cartId: cart.id },
      { 'idempotency-key': 'merged' },
    );
    expect(ordered.status).toBe(201);
  });

  it('makes the account’s cart when it has none', async () => {
    const session = await small(3);
    const guest = shop.client();
    await add(guest, session, 2);
    const cart = await logIn(guest, await shop.make.account());
    expect(lines(cart)).toEqual([[session.code, 2, 'held']]);
    expect((await add(guest, session)).body.lines.map((line) => line.quantity)).toEqual([3]);
  });

  it('happens with the first call of any kind, once, also from two tabs', async () => {
    const session = await small(10);
    const { account, guest } = await twoCarts([[session, 2]], [[session, 1]]);
    await shop.make.login(account, guest);
    const answers = await Promise.all([1, 2, 3].map(() => add(guest, session)));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(lines(await read(guest))).toEqual([[session.code, 6, 'held']]);
    expect(await taken(session)).toBe(6);
  });

  it('adds up as far as the limit on a session allows and gives the rest back', async () => {
    const session = await small(9);
    const { account, guest } = await twoCarts([[session, 4]], [[session, 5]]);
    expect(lines(await logIn(guest, account))).toEqual([[session.code, 6, 'held']]);
    expect(await taken(session)).toBe(6);
  });

  it('keeps a line that the limits leave no place for, not held', async () => {
    const [full, session] = [await small(9), await small(9)];
    const { account, guest } = await twoCarts(
      [
        [full, 1],
        [session, 2],
      ],
      [[full, 6]],
    );
    await add(guest, full, 1, 'duo');
    const cart = await logIn(guest, account);
    const duos = cart.lines.filter((line) => line.offer === 'duo');
    expect(duos.map((line) => [line.session, line.quantity, line.state])).toEqual([[full.code, 1, 'expired']]);
    expect(lines({ ...cart, lines: cart.lines.filter((line) => line.offer === 'solo') })).toEqual([
      [full.code, 6, 'held'],
      [session.code, 2, 'held'],
    ]);
    expect([await taken(full), await taken(session)]).toEqual([6, 2]);
  });

  it('never lets one line pass ten units', async () => {
    const session = await small(30, 30);
    const { account, guest } = await twoCarts([[session, 8]], [[session, 7]]);
    expect(lines(await logIn(guest, account))).toEqual([[session.code, limits.quantityPerLine, 'held']]);
    expect(await taken(session)).toBe(10);
  });

  it('lets what expired add nothing to what is held', async () => {
    const [one, two, three] = [await small(9), await small(9), await small(9)];
    const { account, guest, other } = await twoCarts(
      [
        [one, 2],
        [three, 1],
      ],
      [
        [two, 2],
        [three, 3],
      ],
    );
    const [guests, accounts] = [await read(guest), await read(other)];
    await letPass(guests, 16);
    expect(lines(await logIn(guest, account))).toEqual([
      [one.code, 2, 'expired'],
      [two.code, 2, 'held'],
      [three.code, 3, 'held'],
    ]);
    await letPass(accounts, 16);
    const later = shop.client();
    await add(later, three, 2);
    expect(lines(await logIn(later, account))).toEqual([
      [one.code, 2, 'expired'],
      [two.code, 2, 'expired'],
      [three.code, 2, 'held'],
    ]);
  });

  it('gives all holds the later deadline, at most 30 minutes after the first touch of either', async () => {
    const [one, two] = [await small(9), await small(9)];
    const { account, guest, other } = await twoCarts([[one, 1]], [[two, 1]]);
    await letPass(await read(other), 10);
    const merged = await logIn(guest, account);
    expect(leftMinutes(merged)).toBe(15);
    expect(new Set(merged.lines.map((line) => line.holdExpiresAt)).size).toBe(1);
    await letPass(merged, 10);
    const again = shop.client();
    await add(again, await small(9));
    expect(leftMinutes(await logIn(again, account))).toBe(10);
  });

  it('drops expired lines that would fill the cart beyond its limit, and keeps what is held', async () => {
    const account = await shop.make.account();
    const own = await shop.make.login(account);
    const guest = shop.client();
    const sessions = await Promise.all(Array.from({ length: 24 }, () => small(2)));
    for (const [index, session] of sessions.entries()) await add(index < 18 ? own : guest, session);
    await letPass(await read(guest), 16);
    await guest.call('PATCH', `/cart/lines/${(await read(guest)).lines.at(-1)?.id}`, { body: { quantity: 2 } });
    const cart = await logIn(guest, account);
    expect(cart.lines).toHaveLength(limits.linesPerCart);
    expect(cart.lines.filter((line) => line.state === 'held')).toHaveLength(19);
  });
});

describe('an account’s cart', () => {
  it('is nobody else’s, guest or not', async () => {
    const session = await small(5);
    const { guest, other } = await twoCarts([[session, 1]], [[session, 1]]);
    const guestCart = await read(guest);
    const stranger = await shop.make.login();
    const order = await stranger.post(
      '/orders',
      { acceptTerms: true, cartId: guestCart.id },
      { 'idempotency-key': 'not mine' },
    );
    expect([order.status, Client.problem(order).code]).toEqual([404, 'not_found']);
    expect((await read(stranger)).id).not.toBe((await read(other)).id);
    expect((await read(guest)).lines).toHaveLength(1);
  });
});
