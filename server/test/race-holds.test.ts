import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Buyers, removeGuard } from './buyers/last-places.ts';
import { type Processes, startProcesses } from './processes.ts';
import { Client } from './client.ts';
import type { MadeSession } from './factory.ts';
import { startTestShop, type TestShop } from './harness.ts';
import { checkInvariants } from './invariants.ts';

const buyers = 200;
const places = 20;
const processes = 3;
/** For C01 (`npm run check:race`: a hundred): this many rushes, each of so many buyers for 1 to 6 of so many places. */
const rushes = 12;
const rushBuyers = 500;
const rushPlaces = 50;
/**
 * Without a guard one of so many rushes must oversell, or they prove nothing about those with it; nearly always the first does
 * (`npm run check:race` says how many of a hundred).
 */
const rushesToOversell = 6;
/** Decided in the program a rush takes ten times as long; a smaller one wants ten times the places too. */
const fewerBuyers = 150;

/** Buyers spread over the processes, each with a browser and an open connection, who all want one place at the same moment. */
async function rush(urls: readonly string[], session: MadeSession) {
  const browsers = Array.from({ length: buyers }, (_, index) => new Client(urls[index % urls.length] ?? ''));
  await Promise.all(browsers.map((browser) => browser.get('/cart')));
  const wanted = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
  const answers = await Promise.all(browsers.map((browser) => browser.post<Cart>('/cart/lines', wanted)));
  const statuses: Record<number, number> = {};
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  return { statuses, winners: browsers.filter((_, index) => answers[index]?.status === 201) };
}

/** What the counter says, and what stands behind it. */
async function count(shop: TestShop, session: MadeSession) {
  const { rows } = await sql<{ taken: number; held: number; tickets: number }>`
    SELECT taken,
      (SELECT coalesce(sum(places), 0)::int FROM inventory.holds AS h
       WHERE h.session_id = i.session_id AND h.state IN ('live', 'claimed')) AS held,
      (SELECT coalesce(sum(places), 0)::int FROM tickets.tickets AS t
       WHERE t.session_id = i.session_id AND t.status = 'valid') AS tickets
    FROM inventory.inventory AS i WHERE i.session_id = ${session.id}`.execute(shop.db);
  return rows[0];
}

function lastPlaces(shop: TestShop): Promise<MadeSession> {
  return shop.make.session({ categories: [{ category: 'A', capacity: places, pricePerPlaceCents: 5_000 }] });
}

describe('several processes on one shop', () => {
  let shop: TestShop;
  let running: Processes;
  beforeAll(async () => {
    shop = await startTestShop();
    running = await startProcesses(shop, processes);
  });
  afterAll(async () => {
    await running.stop();
    // The last of its tests takes its guard away; each looks at what it needs itself.
    await shop.close({ invariantsBroken: true });
  });

  it('200 buyers at once for the last 20 places: exactly 20 are sold', async () => {
    const { urls } = running;
    const session = await lastPlaces(shop);
    const { statuses, winners } = await rush(urls, session);
    expect(statuses).toEqual({ 201: places, 409: buyers - places });
    expect(await count(shop, session)).toEqual({ taken: places, held: places, tickets: 0 });

    const accounts = await Promise.all(winners.map(() => shop.make.account()));
    await Promise.all(winners.map((browser, index) => shop.make.login(accounts[index], browser)));
    await Promise.all(winners.map((browser) => buy(shop, browser)));
    expect(await count(shop, session)).toEqual({ taken: places, held: 0, tickets: places });
    const late = await rush(urls, session);
    expect(late.statuses).toEqual({ 409: buyers });
    expect(await checkInvariants(shop.db)).toEqual([]);
  }, 120_000);

  it(`500 buyers at once for 1 to 6 of the last 50 places, ${rushes} times: always exactly 50 are held`, async () => {
    const crowd = new Buyers(running.urls, rushBuyers);
    await crowd.open();
    for (let round = 0; round < rushes; round += 1) {
      const { statuses, ...sums } = await crowd.rush(shop, rushPlaces);
      expect(sums).toEqual({ granted: rushPlaces, taken: rushPlaces, held: rushPlaces });
      expect(Object.keys(statuses)).toEqual(['201', '409']);
    }
    expect(await checkInvariants(shop.db)).toEqual([]);
    crowd.close();
  }, 180_000);

  it('the same rushes without the lock of the decision sell more places than there are', async () => {
    await removeGuard(shop);
    expect(await oversells(shop, running)).toBe(true);
  }, 240_000);
});

it('smaller rushes without any lock, decided in the program, sell more places than there are', async () => {
  const shop = await startTestShop();
  await sql`ALTER TABLE inventory.inventory DROP CONSTRAINT taken_within_capacity`.execute(shop.db);
  const running = await startProcesses(shop, processes, { OG_TEST_STRATEGY: 'unguarded' });
  expect(await oversells(shop, running, fewerBuyers)).toBe(true);
  await running.stop();
  await shop.close({ invariantsBroken: true });
}, 240_000);

async function buy(shop: TestShop, browser: Client): Promise<void> {
  const cart = await browser.get<Cart>('/cart');
  const order = await browser.post<Order>(
    '/orders',
    { acceptTerms: true, cartId: cart.body.id },
    { 'idempotency-key': crypto.randomUUID() },
  );
  expect(order.status).toBe(201);
  await shop.make.pay(browser, order.body);
}

/** Does one of the rushes sell more than there is? */
async function oversells(shop: TestShop, { urls }: Processes, buyersAtOnce = rushBuyers): Promise<boolean> {
  const crowd = new Buyers(urls, buyersAtOnce);
  await crowd.open();
  try {
    for (let round = 0; round < rushesToOversell; round += 1) {
      const { held } = await crowd.rush(shop, rushPlaces);
      if (held > rushPlaces) return true;
    }
    return false;
  } finally {
    crowd.close();
  }
}
