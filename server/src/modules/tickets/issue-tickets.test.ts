import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { issueTickets, type Purchase, ticketsOfOrders } from './index.ts';

let shop: TestShop;

async function idsOf(orderIds: readonly string[]): Promise<Map<string, string[]>> {
  const byOrder = await ticketsOfOrders(shop.db, orderIds);
  return new Map([...byOrder].map(([orderId, tickets]) => [orderId, tickets.map((ticket) => ticket.id)]));
}

beforeAll(async () => {
  shop = await startTestShop();
});
// Tickets are issued here for orders that do not exist.
afterAll(() => shop.close({ invariantsBroken: true }));

async function purchase(): Promise<Purchase> {
  const { id: accountId } = await shop.make.account();
  const { id: sessionId } = await shop.make.session();
  const line = { sessionId, category: 'A', offer: 'duo', quantity: 2, placesEach: 2 };
  return {
    orderId: uuidv7(),
    accountId,
    holderName: 'Łukasz Nguyễn',
    lines: [
      { position: 1, ...line },
      { position: 2, ...line, offer: 'solo', quantity: 1, placesEach: 1 },
    ],
  };
}

const issue = (wanted: Purchase) => withTx(shop.db, (tx) => issueTickets(tx, shop.platform, wanted));

test('tickets are issued once, however often and at whatever moment it is asked for', async () => {
  const wanted = await purchase();
  const first = await issue(wanted);
  expect(new Set(first).size).toBe(3);
  expect(await issue(wanted)).toEqual(first);
  const other = await purchase();
  const atOnce = await Promise.all(Array.from({ length: 6 }, () => issue(other)));
  for (const ids of atOnce) expect(ids).toEqual(atOnce[0]);
  expect(atOnce[0]).toHaveLength(3);
  const none = uuidv7();
  expect(await idsOf([wanted.orderId, other.orderId, none])).toEqual(
    new Map([
      [wanted.orderId, first],
      [other.orderId, atOnce[0]],
    ]),
  );
  expect(await idsOf([])).toEqual(new Map());
});

test('an order that a crash left half issued gets the rest', async () => {
  const wanted = await purchase();
  const ids = await issue(wanted);
  await shop.db
    .deleteFrom('tickets.tickets')
    .where('id', '=', ids[1] ?? '')
    .execute();
  const again = await issue(wanted);
  expect(again).toHaveLength(3);
  expect([again[0], again[2]]).toEqual([ids[0], ids[2]]);
  expect(again[1]).not.toBe(ids[1]);
});

test('without its account nothing is issued', async () => {
  const wanted = await purchase();
  await expect(issue({ ...wanted, accountId: uuidv7() })).rejects.toThrow('no result');
  await expect(issue({ ...wanted, lines: wanted.lines.map((line) => ({ ...line, placesEach: 51 })) })).rejects.toThrow(
    RangeError,
  );
  expect(await idsOf([wanted.orderId])).toEqual(new Map());
});

test('an order without lines has no ticket', async () => {
  expect(await issue({ ...(await purchase()), lines: [] })).toEqual([]);
});
