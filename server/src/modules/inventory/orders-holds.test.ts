import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { withTx } from '../../platform/database/database.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { claimHolds, freeClaim, holdPlaces, retakeForOrder, sellClaim, setCapacities } from './index.ts';

let database: TestDatabase;
let sessions = 0;
beforeAll(async () => {
  database = await openTestDatabase({ maxConnections: 10 });
});
afterAll(() => database.close());

const inAnHour = () => new Date(Date.now() + 3_600_000);

async function stockOf(capacity: number): Promise<number> {
  sessions += 1;
  const sessionId = sessions;
  await withTx(database.db, (tx) => setCapacities(tx, [{ sessionId, category: 'A', capacity }]));
  return sessionId;
}

interface Buyer {
  cartId: string;
  accountId: string;
}

function buyer(): Buyer {
  return { cartId: uuidv7(), accountId: uuidv7() };
}

async function hold(who: Buyer, sessionId: number, places: number, limitPerSession = 6) {
  const wanted = {
    sessionId,
    category: 'A',
    places,
    ...who,
    expiresAt: inAnHour(),
    limitPerSession,
    limitPerAccount: 30,
  };
  const held = await withTx(database.db, (tx) => holdPlaces(tx, wanted));
  if (isRefusal(held)) throw new Error(`hold refused: ${held.code}`);
  return { sessionId, holdId: held.holdId };
}

function claim(who: Buyer, orderId: string, holds: { sessionId: number; holdId: string }[]) {
  return withTx(database.db, (tx) => claimHolds(tx, { ...who, orderId, holds, expiresAt: inAnHour() }));
}

/** An order of these places whose time to pay is over. */
async function expiredOrder(who: Buyer, wanted: [sessionId: number, places: number][]): Promise<string> {
  const orderId = uuidv7();
  const holds = [];
  for (const [sessionId, places] of wanted) holds.push(await hold(who, sessionId, places));
  expect(await claim(who, orderId, holds)).toBeNull();
  await withTx(database.db, (tx) => freeClaim(tx, orderId));
  return orderId;
}

function retake(orderId: string): Promise<boolean> {
  return withTx(database.db, (tx) => retakeForOrder(tx, orderId));
}

async function taken(...sessionIds: number[]): Promise<number[]> {
  const rows = await database.db
    .selectFrom('inventory.inventory')
    .select(['session_id', 'taken'])
    .where('session_id', 'in', sessionIds)
    .orderBy('session_id')
    .execute();
  return rows.map((row) => row.taken);
}

async function passDeadline(holdId: string): Promise<void> {
  await database.db
    .updateTable('inventory.holds')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('id', '=', holdId)
    .execute();
}

describe('claiming holds for an order', () => {
  it('is all or nothing: one that is over refuses the others', async () => {
    const [one, two] = [await stockOf(5), await stockOf(5)];
    const who = buyer();
    const holds = [await hold(who, one, 2), await hold(who, two, 2)];
    await passDeadline(holds[1]?.holdId ?? '');
    expect((await claim(who, uuidv7(), holds))?.code).toBe('hold_expired');
    expect(await claim(who, uuidv7(), holds.slice(0, 1))).toBeNull();
    expect((await claim(who, uuidv7(), holds.slice(0, 1)))?.code).toBe('hold_expired');
  });

  it('takes nobody else’s', async () => {
    const sessionId = await stockOf(5);
    const [owner, other] = [buyer(), buyer()];
    const held = [await hold(owner, sessionId, 1)];
    expect((await claim(other, uuidv7(), held))?.code).toBe('hold_expired');
    expect((await claim({ ...owner, accountId: other.accountId }, uuidv7(), held))?.code).toBe('hold_expired');
    expect((await claim({ ...other, accountId: owner.accountId }, uuidv7(), held))?.code).toBe('hold_expired');
  });

  it('happens once when asked for twice at the same moment', async () => {
    const who = buyer();
    const held = [await hold(who, await stockOf(5), 2)];
    const answers = await Promise.all([1, 2, 3, 4].map(() => claim(who, uuidv7(), held)));
    expect(answers.filter((refused) => refused === null)).toHaveLength(1);
  });

  it('checks the limits again', async () => {
    const sessionId = await stockOf(20);
    const who = buyer();
    const held = [await hold(who, sessionId, 3, 4)];
    await hold({ ...who, cartId: uuidv7() }, sessionId, 3, 6);
    expect((await claim(who, uuidv7(), held))?.code).toBe('limit_per_session');
  });
});

describe('money for an order whose places were given back', () => {
  it('sells them again when all are free', async () => {
    const [one, two] = [await stockOf(4), await stockOf(4)];
    const orderId = await expiredOrder(buyer(), [
      [one, 4],
      [two, 2],
    ]);
    expect(await taken(one, two)).toEqual([0, 0]);
    expect(await retake(orderId)).toBe(true);
    expect(await taken(one, two)).toEqual([4, 2]);
    expect(await retake(orderId)).toBe(false);
    expect(await taken(one, two)).toEqual([4, 2]);
  });

  it('sells none when one is gone', async () => {
    const [one, two] = [await stockOf(4), await stockOf(4)];
    const orderId = await expiredOrder(buyer(), [
      [one, 4],
      [two, 2],
    ]);
    await hold(buyer(), two, 3);
    expect(await retake(orderId)).toBe(false);
    expect(await taken(one, two)).toEqual([0, 3]);
  });

  it('takes them from carts whose time is over', async () => {
    const sessionId = await stockOf(4);
    const orderId = await expiredOrder(buyer(), [[sessionId, 3]]);
    const { holdId } = await hold(buyer(), sessionId, 3);
    await passDeadline(holdId);
    expect(await retake(orderId)).toBe(true);
    expect(await taken(sessionId)).toEqual([3]);
  });

  it('sells none when the account has reached its limit meanwhile', async () => {
    const sessionId = await stockOf(20);
    const who = buyer();
    const orderId = await expiredOrder(who, [[sessionId, 4]]);
    await hold(who, sessionId, 3);
    expect(await retake(orderId)).toBe(false);
    expect(await taken(sessionId)).toEqual([3]);
  });

  it('gives the last places to one of two orders, both paid late at once', async () => {
    const sessionId = await stockOf(4);
    const orders = [await expiredOrder(buyer(), [[sessionId, 3]]), await expiredOrder(buyer(), [[sessionId, 3]])];
    const retaken = await Promise.all(orders.map(retake));
    expect(retaken.filter(Boolean)).toHaveLength(1);
    expect(await taken(sessionId)).toEqual([3]);
  });
});

describe('selling a claim', () => {
  it('that was given back is a bug, and says so', async () => {
    const orderId = await expiredOrder(buyer(), [[await stockOf(4), 2]]);
    await expect(withTx(database.db, (tx) => sellClaim(tx, orderId))).rejects.toThrow('no claimed hold');
  });

  it('leaves the places taken, also when it is given back afterwards', async () => {
    const sessionId = await stockOf(4);
    const [who, orderId] = [buyer(), uuidv7()];
    await claim(who, orderId, [await hold(who, sessionId, 3)]);
    await withTx(database.db, (tx) => sellClaim(tx, orderId));
    await withTx(database.db, (tx) => freeClaim(tx, orderId));
    expect(await taken(sessionId)).toEqual([3]);
  });
});
