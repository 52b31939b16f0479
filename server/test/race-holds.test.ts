import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
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
const rushes = 20;
const rushBuyers = 500;
const rushPlaces = 50;
/** Of the rushes without a guard, so many at least must oversell, or they prove nothing about those with it. */
const oversoldAtLeast = 0.95;

let running: Processes | null = null;
async function stopProcesses(): Promise<void> {
  await running?.stop();
  running = null;
}
afterEach(stopProcesses);

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

it('200 buyers at once for the last 20 places, against three processes: exactly 20 are sold', async () => {
  const shop = await startTestShop();
  running = await startProcesses(shop, processes);
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
  await stopProcesses();
  await shop.close();
}, 120_000);

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

it('500 buyers at once for 1 to 6 of the last 50 places, 20 times: always exactly 50 are held', async () => {
  const shop = await startTestShop();
  running = await startProcesses(shop, processes);
  const crowd = new Buyers(running.urls, rushBuyers);
  await crowd.open();
  for (let round = 0; round < rushes; round += 1) {
    const { statuses, ...sums } = await crowd.rush(shop, rushPlaces);
    expect(sums).toEqual({ granted: rushPlaces, taken: rushPlaces, held: rushPlaces });
    expect(Object.keys(statuses)).toEqual(['201', '409']);
  }
  expect(await checkInvariants(shop.db)).toEqual([]);
  crowd.close();
  await stopProcesses();
  await shop.close();
}, 180_000);

const controls: {
  without: string;
  rounds: number;
  environment: Record<string, string>;
  prepare: (shop: TestShop) => Promise<void>;
}[] = [
  // Each waits on purpose between reading and writing.
  { without: 'the lock of the decision', rounds: 10, environment: {}, prepare: removeGuard },
  {
    without: 'any lock, decided in the program',
    // Each takes as long as ten of the others.
    rounds: 2,
    environment: { OG_TEST_STRATEGY: 'unguarded' },
    prepare: async ({ db }: TestShop) => {
      await sql`ALTER TABLE inventory.inventory DROP CONSTRAINT taken_within_capacity`.execute(db);
    },
  },
];

it.each(controls)(
  'the same rushes without $without sell more places than there are',
  async ({ rounds, environment, prepare }) => {
    const shop = await startTestShop();
    await prepare(shop);
    running = await startProcesses(shop, processes, environment);
    const crowd = new Buyers(running.urls, rushBuyers);
    await crowd.open();
    let oversold = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { held } = await crowd.rush(shop, rushPlaces);
      if (held > rushPlaces) oversold += 1;
    }
    expect(oversold / rounds).toBeGreaterThanOrEqual(oversoldAtLeast);
    crowd.close();
    await stopProcesses();
    await shop.close({ invariantsBroken: true });
  },
  240_000,
);
