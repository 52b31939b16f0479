import { afterAll, expect, it } from 'vitest';
import { startTestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { freeSessionHolds, returnPlaces, SoldOut } from './index.ts';

const shop = await startTestShop();
afterAll(() => shop.close({ invariantsBroken: true }));

/** Memory that has just learned that nothing of a session is left; time stands still. */
function remembered(sessionId: number): () => boolean {
  const memory = new SoldOut(() => 0);
  const stock = { sessionId, category: 'A' };
  memory.note(stock, 0, memory.moment(sessionId));
  expect(memory.isInVain(stock, 1)).toBe(true);
  return () => memory.isInVain(stock, 1);
}

it('places that carts give back with their session are asked for again at once', async () => {
  const session = await shop.make.session();
  const buyer = shop.client();
  await buyer.post('/cart/lines', { session: session.code, category: 'A', offer: 'solo', quantity: 2 });
  const isInVain = remembered(session.id);
  await withTx(shop.db, (tx) => freeSessionHolds(tx, session.id));
  expect(isInVain()).toBe(false);
});

it('places of tickets that are taken back are asked for again at once', async () => {
  const session = await shop.make.session();
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const { hold_id: holdId } = await shop.db
    .selectFrom('orders.lines')
    .innerJoin('orders.orders', 'orders.orders.id', 'orders.lines.order_id')
    .select('hold_id')
    .where('code', '=', order.code)
    .executeTakeFirstOrThrow();
  const isInVain = remembered(session.id);
  await withTx(shop.db, (tx) => returnPlaces(tx, [{ ticketId: uuidv7(), sessionId: session.id, holdId, places: 1 }]));
  expect(isInVain()).toBe(false);
});
