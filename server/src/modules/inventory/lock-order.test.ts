import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type Tx, withTx } from '../../platform/database/database.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import {
  adoptHolds,
  claimHolds,
  extendHolds,
  freeClaim,
  holdPlaces,
  releaseHolds,
  retakeForOrder,
  setCapacities,
} from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ maxConnections: 24 });
});
afterAll(() => database.close());

const stocks = [1, 2].flatMap((sessionId) => ['A', 'B'].map((category) => ({ sessionId, category })));
const turns = 12;

let begun = 0;
let wanted = 0;

/** Counts transactions asked for and begun: one that meets a deadlock begins again. */
function change<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  wanted += 1;
  return withTx(database.db, (tx) => {
    begun += 1;
    return work(tx);
  });
}

/** Holds places in every stock at once, in the order that all follow, in place of what the cart held. */
async function holdAll(owner: { cartId: string; accountId: string | null }, insteadOf: readonly string[]) {
  const wants = {
    ...owner,
    places: 1,
    expiresAt: new Date(Date.now() + 200),
    limitPerSession: 90,
    limitPerAccount: 90,
  };
  return change(async (tx) => {
    const held: { sessionId: number; holdId: string }[] = [];
    for (const stock of stocks) {
      const answer = await holdPlaces(tx, { ...wants, ...stock, insteadOf });
      if (!isRefusal(answer)) held.push({ sessionId: stock.sessionId, holdId: answer.holdId });
    }
    return held;
  });
}

async function buyer(account: { cartId: string; accountId: string }, seed: number): Promise<void> {
  const guest = { cartId: uuidv7(), accountId: null };
  const orders: string[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const owner = (seed + turn) % 3 === 0 ? guest : account;
    const holds = await holdAll(owner, []);
    const orderId = uuidv7();
    const claim = { ...account, orderId, holds: holds.toReversed(), expiresAt: new Date(Date.now() + 60_000) };
    const steps = [
      () => change((tx) => releaseHolds(tx, holds.toReversed())),
      () => change((tx) => claimHolds(tx, claim)).then((refused) => refused === null && orders.push(orderId)),
      () => change((tx) => adoptHolds(tx, { ...account, cartId: guest.cartId, intoCartId: account.cartId })),
      () => change((tx) => extendHolds(tx, { cartId: owner.cartId, expiresAt: new Date(Date.now() + 300) })),
      () =>
        holdAll(
          owner,
          holds.map((hold) => hold.holdId),
        ),
    ];
    await steps[(seed + turn) % steps.length]?.();
    const [order] = orders;
    if (order !== undefined && turn % 4 === 0) await change((tx) => freeClaim(tx, order));
    if (order !== undefined && turn % 4 === 2) await change((tx) => retakeForOrder(tx, order));
  }
}

it('whatever moves places takes its locks in one order: no two wait for each other', async () => {
  await change((tx) =>
    setCapacities(
      tx,
      stocks.map((stock) => ({ ...stock, capacity: 60 })),
    ),
  );
  // Few accounts, so that several browsers of one person work at the same time.
  const accounts = Array.from({ length: 5 }, () => ({ cartId: uuidv7(), accountId: uuidv7() }));
  await Promise.all(accounts.flatMap((account, index) => [0, 1, 2, 3].map((tab) => buyer(account, index + tab * 7))));
  expect(begun - wanted).toBe(0);
  expect(wanted).toBeGreaterThan(20 * turns);
  const { rows } = await sql`
    SELECT 1 FROM inventory.inventory AS i
    WHERE taken <> (
      SELECT coalesce(sum(places), 0) FROM inventory.holds AS h
      WHERE h.session_id = i.session_id AND h.category = i.category AND h.state <> 'freed'
    )`.execute(database.db);
  expect(rows).toEqual([]);
}, 120_000);
