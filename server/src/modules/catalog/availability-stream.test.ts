import type { SessionStock } from '@og-tickets/contract/catalog.ts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { type EventReader, openEvents } from '../../../test/events.ts';
import { type MadeSession } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
let session: MadeSession;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session({
    categories: [
      { category: 'A', capacity: 40, pricePerPlaceCents: 5_000 },
      { category: 'B', capacity: 10, pricePerPlaceCents: 3_000 },
    ],
  });
});
afterAll(() => shop.close());

async function follow(code = session.code, from = shop): Promise<EventReader> {
  const reader = await openEvents(`${from.url}/api/v1/sessions/${code}/availability/stream`);
  onTestFinished(() => reader.close());
  return reader;
}

async function nextStock(reader: EventReader): Promise<SessionStock> {
  const { event, data } = await reader.next();
  expect(event).toBe('availability');
  return JSON.parse(data);
}

function left(stock: SessionStock): number[] {
  return stock.categories.map((category) => category.remaining);
}

async function take(category: string, quantity: number): Promise<Client> {
  const browser = shop.client();
  const added = await browser.post('/cart/lines', { session: session.code, category, offer: 'solo', quantity });
  expect(added.status).toBe(201);
  return browser;
}

test('says at once what can be had, then each change, also to who comes back', async () => {
  const reader = await follow();
  expect(reader.headers.get('content-type')).toBe('text/event-stream');
  expect(reader.headers.get('x-accel-buffering')).toBe('no');
  expect(await nextStock(reader)).toEqual({
    availability: 'available',
    priceFrom: { cents: 3_000, currency: 'EUR' },
    categories: [
      { category: 'A', remaining: 40, availability: 'available' },
      { category: 'B', remaining: 10, availability: 'available' },
    ],
  });
  expect(reader.retryMs).toBeGreaterThanOrEqual(2_000);
  await take('A', 2);
  expect(left(await nextStock(reader))).toEqual([38, 10]);
  const [one, two] = await Promise.all([take('B', 6), take('B', 4)]);
  let stock = await nextStock(reader);
  // Both baskets may have come between two looks, or one on each side of a look.
  if (left(stock)[1] !== 0) stock = await nextStock(reader);
  expect(stock).toMatchObject({ availability: 'available', priceFrom: { cents: 5_000 } });
  expect(stock.categories[1]).toEqual({ category: 'B', remaining: 0, availability: 'held' });
  reader.close();
  const again = await follow();
  expect(left(await nextStock(again))).toEqual([38, 0]);
  for (const browser of [one, two]) {
    const { body } = await browser.get<{ lines: { id: string }[] }>('/cart');
    await browser.call('DELETE', `/cart/lines/${body.lines[0]?.id}`);
  }
  stock = await nextStock(again);
  if (left(stock)[1] !== 10) stock = await nextStock(again);
  expect(left(stock)).toEqual([38, 10]);
});

test('who follows another session hears nothing, and nothing is said when nothing changed', async () => {
  const other = await shop.make.session();
  const reader = await follow(other.code);
  await nextStock(reader);
  await take('A', 1);
  await shop.make.session();
  await shop.caughtUp();
  await shop.caughtUp();
  expect(reader.waiting()).toBe(0);
});

test('a session that is unknown or withdrawn has no stream, and HEAD opens none', async () => {
  const withdrawn = await shop.make.session();
  await shop.db.updateTable('catalog.sessions').set({ status: 'withdrawn' }).where('id', '=', withdrawn.id).execute();
  await shop.caughtUp();
  for (const code of ['NONE1', withdrawn.code]) {
    expect((await shop.client().get(`/sessions/${code}/availability/stream`)).status).toBe(404);
  }
  expect((await shop.client().call('HEAD', `/sessions/${session.code}/availability/stream`)).status).toBe(404);
});

test('an address that has fifty streams open gets no more until one ends', async () => {
  const readers = [];
  for (let at = 0; at < 50; at += 1) readers.push(await follow());
  const refused = await shop.client().get(`/sessions/${session.code}/availability/stream`);
  expect(refused.status).toBe(429);
  expect(Client.problem(refused).code).toBe('rate_limited');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  readers[0]?.close();
  const again = await shop.make.until(async () => {
    const reader = await follow().catch(() => null);
    return reader;
  }, 'a stream is free again');
  expect(left(await nextStock(again))).toHaveLength(2);
});

test('a server that stops ends its streams and does not wait for them', async () => {
  const stopping = await startTestShop();
  const made = await stopping.make.session();
  const reader = await follow(made.code, stopping);
  await nextStock(reader);
  await stopping.close();
  await expect(reader.next()).rejects.toThrow('the stream ended');
});
