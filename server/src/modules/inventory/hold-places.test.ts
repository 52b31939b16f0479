import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createHoldPlaces } from '../../../test/strategies/one-by-one.ts';
import { takePlacesInProgram } from '../../../test/strategies/take-places.ts';
import { type Db, withTx } from '../../platform/database/database.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { freeExpiredHolds } from './actions/free-expired-holds.ts';
import { claimHolds, type HoldRequest, holdPlaces, releaseHolds, setCapacities } from './index.ts';

type HoldPlaces = typeof holdPlaces;

let database: TestDatabase;
let db: Db;
let sessions = 0;

beforeAll(async () => {
  database = await openTestDatabase({ maxConnections: 30 });
  db = database.db;
});
afterAll(() => database.close());

/** A session of its own with one category. */
async function stockOf(capacity: number, on = db): Promise<number> {
  sessions += 1;
  const sessionId = sessions;
  await withTx(on, (tx) => setCapacities(tx, [{ sessionId, category: 'A', capacity }]));
  return sessionId;
}

function requestOf(sessionId: number, given: Partial<HoldRequest> = {}): HoldRequest {
  return {
    sessionId,
    category: 'A',
    places: 1,
    cartId: uuidv7(),
    accountId: null,
    expiresAt: new Date(Date.now() + 900_000),
    limitPerSession: 6,
    limitPerAccount: 30,
    ...given,
  };
}

/** Sends holds at once; counts those that got their places, those refused by code, and those that failed. */
async function race(requests: readonly HoldRequest[], hold: HoldPlaces = holdPlaces, on = db) {
  const results = await Promise.allSettled(requests.map((request) => withTx(on, (tx) => hold(tx, request))));
  const counts = { held: 0, refused: {} as Record<string, number>, failed: 0 };
  for (const result of results) {
    if (result.status === 'rejected') counts.failed += 1;
    else if (isRefusal(result.value)) {
      counts.refused[result.value.code] = (counts.refused[result.value.code] ?? 0) + 1;
    } else counts.held += 1;
  }
  return counts;
}

async function takenOf(sessionId: number, on = db): Promise<{ taken: number; held: number }> {
  const { rows } = await sql<{ taken: number; held: number }>`
    SELECT taken, (
      SELECT coalesce(sum(places), 0)::int FROM inventory.holds AS h
      WHERE h.session_id = i.session_id AND h.state <> 'freed'
    ) AS held
    FROM inventory.inventory AS i WHERE session_id = ${sessionId}`.execute(on);
  return rows[0] ?? { taken: -1, held: -1 };
}

async function expireAll(sessionId: number): Promise<void> {
  await sql`UPDATE inventory.holds SET expires_at = now() - interval '1 second' WHERE session_id = ${sessionId}`.execute(
    db,
  );
}

describe('many buyers at once', () => {
  it('gives 20 places to exactly 20 of 60', async () => {
    const sessionId = await stockOf(20);
    const counts = await race(Array.from({ length: 60 }, () => requestOf(sessionId)));
    expect(counts).toEqual({ held: 20, refused: { capacity_exhausted: 40 }, failed: 0 });
    expect(await takenOf(sessionId)).toEqual({ taken: 20, held: 20 });
  });

  it('gives places of carts whose time is over to exactly as many as there are', async () => {
    const sessionId = await stockOf(20);
    await race(Array.from({ length: 20 }, () => requestOf(sessionId)));
    await expireAll(sessionId);
    const counts = await race(Array.from({ length: 60 }, () => requestOf(sessionId)));
    expect(counts).toEqual({ held: 20, refused: { capacity_exhausted: 40 }, failed: 0 });
    expect(await takenOf(sessionId)).toEqual({ taken: 20, held: 20 });
  });

  it('keeps one account within its limits', async () => {
    const accountId = uuidv7();
    const one = await stockOf(100);
    const inOne = await race(Array.from({ length: 30 }, () => requestOf(one, { accountId, places: 2 })));
    expect(inOne).toEqual({ held: 3, refused: { limit_per_session: 27 }, failed: 0 });
    const others = await Promise.all(Array.from({ length: 10 }, () => stockOf(100)));
    const inAll = await race(others.map((sessionId) => requestOf(sessionId, { accountId, places: 5 })));
    expect(inAll).toEqual({ held: 4, refused: { limit_per_account: 6 }, failed: 0 });
  });

  it('claims or frees a hold at its deadline, never both', async () => {
    const sessionId = await stockOf(40);
    const accountId = uuidv7();
    const requests = Array.from({ length: 20 }, () =>
      requestOf(sessionId, { accountId, limitPerSession: 40, expiresAt: new Date(Date.now() + 900_000) }),
    );
    const holds = await Promise.all(requests.map((request) => withTx(db, (tx) => holdPlaces(tx, request))));
    await sql`UPDATE inventory.holds SET expires_at = now() + interval '60 ms' WHERE session_id = ${sessionId}`.execute(
      db,
    );
    const claims = holds.map(async (held, index) => {
      if (isRefusal(held)) throw new Error('a hold was refused');
      await new Promise((resolve) => setTimeout(resolve, 40 + index * 2));
      const [cartId, orderId, expiresAt] = [requests[index]?.cartId ?? '', uuidv7(), new Date(Date.now() + 900_000)];
      const claim = { cartId, accountId, orderId, holds: [{ sessionId, holdId: held.holdId }], expiresAt };
      return withTx(db, (tx) => claimHolds(tx, claim));
    });
    const sweeps = Array.from({ length: 40 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, 50 + index));
      return freeExpiredHolds(db);
    });
    const claimed = (await Promise.all(claims)).filter((refused) => refused === null).length;
    const freed = (await Promise.all(sweeps)).reduce((sum, count) => sum + count, 0) + (await freeExpiredHolds(db));
    expect(claimed + freed).toBe(20);
    expect(await takenOf(sessionId)).toEqual({ taken: claimed, held: claimed });
  });
});

describe('a refused hold', () => {
  it('changes nothing, and keeps what it was to replace', async () => {
    const sessionId = await stockOf(4);
    const request = requestOf(sessionId, { places: 3 });
    const first = await withTx(db, (tx) => holdPlaces(tx, request));
    if (isRefusal(first)) throw new Error('refused');
    const more = { ...request, places: 5, insteadOf: [first.holdId] };
    const refused = await withTx(db, async (tx) => {
      const answer = await holdPlaces(tx, more);
      // Wrapped, so that the transaction commits all the same.
      return { answer };
    });
    expect(isRefusal(refused.answer) && refused.answer.code).toBe('capacity_exhausted');
    expect(await takenOf(sessionId)).toEqual({ taken: 3, held: 3 });
    const whole = await withTx(db, (tx) => holdPlaces(tx, { ...more, places: 4 }));
    expect(isRefusal(whole)).toBe(false);
    expect(await takenOf(sessionId)).toEqual({ taken: 4, held: 4 });
  });

  it('is all or nothing, also in a category that does not exist', async () => {
    const sessionId = await stockOf(2);
    expect(await race([requestOf(sessionId, { places: 3 })])).toEqual({
      held: 0,
      refused: { capacity_exhausted: 1 },
      failed: 0,
    });
    expect((await race([requestOf(sessionId, { category: 'Z' })])).refused).toEqual({ capacity_exhausted: 1 });
    expect(await takenOf(sessionId)).toEqual({ taken: 0, held: 0 });
  });

  it('given back twice counts once', async () => {
    const sessionId = await stockOf(5);
    const held = await withTx(db, (tx) => holdPlaces(tx, requestOf(sessionId, { places: 3 })));
    if (isRefusal(held)) throw new Error('refused');
    const release = () => withTx(db, (tx) => releaseHolds(tx, [{ sessionId, holdId: held.holdId }]));
    await Promise.all([release(), release(), release()]);
    expect(await takenOf(sessionId)).toEqual({ taken: 0, held: 0 });
  });
});

describe('the sweeper', () => {
  it('frees more than one batch and leaves what is not over', async () => {
    const sessionId = await stockOf(5_000);
    await sql`
      INSERT INTO inventory.holds
        (session_id, id, category, places, cart_id, expires_at, limit_per_session, limit_per_account)
      SELECT ${sessionId}, gen_random_uuid(), 'A', 2, gen_random_uuid(),
        now() + CASE WHEN n <= 1500 THEN interval '-1 second' ELSE interval '1 hour' END, 6, 30
      FROM generate_series(1, 1600) AS n`.execute(db);
    await sql`UPDATE inventory.inventory SET taken = 3200 WHERE session_id = ${sessionId}`.execute(db);
    expect(await freeExpiredHolds(db)).toBe(1_500);
    expect(await takenOf(sessionId)).toEqual({ taken: 200, held: 200 });
    expect(await freeExpiredHolds(db)).toBe(0);
  });

  it('frees 10,000 holds while others are made, and loses none of either', async () => {
    const sessionId = await stockOf(30_000);
    await sql`
      INSERT INTO inventory.holds
        (session_id, id, category, places, cart_id, expires_at, limit_per_session, limit_per_account)
      SELECT ${sessionId}, gen_random_uuid(), 'A', 2, gen_random_uuid(), now() - interval '1 second', 6, 30
      FROM generate_series(1, 10000)`.execute(db);
    await sql`UPDATE inventory.inventory SET taken = 20000 WHERE session_id = ${sessionId}`.execute(db);
    const sweeping = freeExpiredHolds(db);
    const made = await race(Array.from({ length: 300 }, () => requestOf(sessionId, { places: 3 })));
    expect(await sweeping).toBe(10_000);
    expect(made).toEqual({ held: 300, refused: {}, failed: 0 });
    expect(await takenOf(sessionId)).toEqual({ taken: 900, held: 900 });
  });
});

describe('capacities', () => {
  it('are created and changed, but never set below what is taken', async () => {
    const sessionId = await stockOf(5);
    await race([requestOf(sessionId, { places: 4 })]);
    const put = (wanted: Parameters<typeof setCapacities>[1]) => withTx(db, (tx) => setCapacities(tx, wanted));
    const refused = await put([
      { sessionId, category: 'A', capacity: 3 },
      { sessionId, category: 'B', capacity: 7 },
    ]);
    expect(refused).toEqual([{ sessionId, category: 'A', capacity: 3, taken: 4 }]);
    expect(await put([{ sessionId, category: 'A', capacity: 4 }])).toBeNull();
    const rows = await db
      .selectFrom('inventory.inventory')
      .select(['category', 'capacity', 'taken'])
      .where('session_id', '=', sessionId)
      .orderBy('category')
      .execute();
    expect(rows).toEqual([
      { category: 'A', capacity: 4, taken: 4 },
      { category: 'B', capacity: 7, taken: 0 },
    ]);
  });
});

describe('without the guard', () => {
  const unguarded = createHoldPlaces(takePlacesInProgram({ lock: false }));

  it('the constraint is the last wall: buyers fail, no place is sold twice', async () => {
    let failed = 0;
    for (let round = 0; round < 20 && failed === 0; round += 1) {
      const sessionId = await stockOf(20);
      const counts = await race(
        Array.from({ length: 60 }, () => requestOf(sessionId)),
        unguarded,
      );
      expect(counts.held).toBeLessThanOrEqual(20);
      expect((await takenOf(sessionId)).taken).toBe(counts.held);
      failed += counts.failed;
    }
    expect(failed).toBeGreaterThan(0);
  });

  it('and without the constraint the same race sells more places than there are', async () => {
    const bare = await openTestDatabase({ maxConnections: 30 });
    try {
      await sql`ALTER TABLE inventory.inventory DROP CONSTRAINT taken_within_capacity`.execute(bare.db);
      let held = 0;
      for (let round = 0; round < 20 && held <= 20; round += 1) {
        const sessionId = await stockOf(20, bare.db);
        held = (
          await race(
            Array.from({ length: 60 }, () => requestOf(sessionId)),
            unguarded,
            bare.db,
          )
        ).held;
      }
      expect(held).toBeGreaterThan(20);
    } finally {
      await bare.close();
    }
  });
});
