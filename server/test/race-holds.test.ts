import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, expect, it } from 'vitest';
import { Client } from './client.ts';
import type { MadeSession } from './factory.ts';
import { startTestShop, type TestShop } from './harness.ts';

const buyers = 200;
const places = 20;
const processes = 3;
/** The race exists in nearly every round; so many without an oversell would mean that it does not. */
const maxRounds = 10;

const children: ChildProcess[] = [];

async function stopChildren(): Promise<void> {
  await Promise.all(
    children.splice(0).map(async (child) => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }),
  );
}
afterEach(stopChildren);
afterAll(stopChildren);

/** Starts server processes on the database of a shop; returns their addresses. */
function startProcesses(shop: TestShop, environment: Record<string, string> = {}): Promise<string[]> {
  return Promise.all(Array.from({ length: processes }, () => startProcess(shop, environment)));
}

async function startProcess(shop: TestShop, environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('serve.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      OG_DATA_DIR: shop.keysDir,
      DATABASE_URL: shop.databaseUrl,
      DATABASE_CONNECTIONS: '8',
      LOG_LEVEL: 'error',
      ...environment,
    },
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [''])]);
  // Whatever a process logs from here on is an error, and says why the test fails.
  lines.on('line', (line) => process.stderr.write(`${line}\n`));
  const said: unknown = JSON.parse(String(first));
  if (typeof said === 'object' && said !== null && 'url' in said) return String(said.url);
  throw new Error(`a server process said ${String(first)} instead of its address`);
}

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
  const urls = await startProcesses(shop);
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
  await stopChildren();
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

it('the same rush with the guard and the constraint removed sells more places than there are', async () => {
  const shop = await startTestShop();
  await sql`ALTER TABLE inventory.inventory DROP CONSTRAINT taken_within_capacity`.execute(shop.db);
  const urls = await startProcesses(shop, { OG_TEST_STRATEGY: 'unguarded' });
  let sold = 0;
  for (let round = 0; round < maxRounds && sold <= places; round += 1) {
    const session = await lastPlaces(shop);
    await rush(urls, session);
    sold = (await count(shop, session))?.held ?? 0;
  }
  expect(sold).toBeGreaterThan(places);
  await stopChildren();
  await shop.close({ invariantsBroken: true });
}, 120_000);
