import { createHash } from 'node:crypto';
import type { Cart } from '@og-tickets/contract/carts.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeepAlive } from './buyers/keep-alive.ts';
import { Client } from './client.ts';
import type { MadeSession } from './factory.ts';
import { startTestShop, type TestShop } from './harness.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const sameCallTimes = 20;

function body(session: MadeSession, quantity = 1) {
  return { session: session.code, category: 'A', offer: 'solo', quantity };
}

function add(browser: Client, session: MadeSession, key: string, quantity = 1) {
  return browser.post<Cart>('/cart/lines', body(session, quantity), { 'idempotency-key': key });
}

async function taken(session: MadeSession): Promise<number> {
  const row = await shop.db
    .selectFrom('inventory.inventory')
    .select('taken')
    .where('session_id', '=', session.id)
    .executeTakeFirstOrThrow();
  return row.taken;
}

function small(capacity: number, placesPerAccount = 6): Promise<MadeSession> {
  return shop.make.session({
    categories: [{ category: 'A', capacity, pricePerPlaceCents: 1_000 }],
    placesPerAccount,
  });
}

describe('a call with a key that is sent again', () => {
  it('as the first of a guest gives the same bytes and the same cookie, and holds once', async () => {
    const session = await small(50);
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: sameCallTimes }, () => add(shop.client(), session, key, 2)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ bytes }) => bytes.toString())).size).toBe(1);
    const cookies = answers.map(({ headers }) => headers.getSetCookie()[0] ?? 'none');
    expect(new Set(cookies).size).toBe(1);
    expect(cookies[0]).toMatch(/^og_cart=[\w-]{43};/);
    expect(await taken(session)).toBe(2);
    const browser = shop.client();
    const first = await add(browser, session, key, 2);
    expect(first.bytes.equals(answers[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect((await browser.get<Cart>('/cart')).body.lines).toEqual(first.body.lines);
  });

  it('as the first of a guest leaves neither key nor token in the database', async () => {
    const session = await small(50);
    const key = crypto.randomUUID();
    const browser = shop.client();
    await add(browser, session, key);
    const rows = await shop.db.selectFrom('platform.idempotent_replies').selectAll().execute();
    const carts = await shop.db.selectFrom('carts.carts').selectAll().execute();
    const text = JSON.stringify([rows, carts]);
    expect(text).not.toContain(key);
    expect(text).not.toContain(browser.cookies.get('og_cart') ?? 'none');
    const kept = createHash('sha256').update(`anonymous key\n${key}`).digest('base64url');
    expect(rows.some((row) => row.scope === 'anonymous' && row.key === kept)).toBe(true);
  });

  it('in a cart, of a guest or an account, is done once', async () => {
    const session = await small(100);
    const guest = shop.client();
    await add(guest, session, crypto.randomUUID());
    for (const browser of [guest, await shop.make.login()]) {
      const before = await taken(session);
      const key = 'k1';
      const answers = await Promise.all(Array.from({ length: sameCallTimes }, () => add(browser, session, key, 3)));
      expect(new Set(answers.map(({ status, bytes }) => `${status} ${bytes.toString()}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(201);
      expect((await taken(session)) - before).toBe(3);
    }
  });

  it('with another body is refused', async () => {
    const session = await small(50);
    const key = crypto.randomUUID();
    expect((await add(shop.client(), session, key)).status).toBe(201);
    const other = await add(shop.client(), session, key, 2);
    expect([other.status, Client.problem(other).code]).toEqual([422, 'idempotency_key_reused']);
    expect(await taken(session)).toBe(1);
  });

  it('is given its reply also when all is sold by then', async () => {
    const session = await small(2);
    const key = crypto.randomUUID();
    const first = await add(shop.client(), session, key, 2);
    const late = await Promise.all([1, 2, 3].map(() => shop.client().post('/cart/lines', body(session))));
    expect(late.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect((await add(shop.client(), session, key, 2)).bytes.equals(first.bytes)).toBe(true);
    expect((await add(shop.client(), session, crypto.randomUUID())).status).toBe(409);
  });

  it('after a refusal is tried anew', async () => {
    const session = await small(2);
    const holder = shop.client();
    const held = await holder.post<Cart>('/cart/lines', body(session, 2));
    const key = crypto.randomUUID();
    expect((await add(shop.client(), session, key)).status).toBe(409);
    await holder.call('DELETE', `/cart/lines/${held.body.lines[0]?.id}`);
    expect((await add(shop.client(), session, key)).status).toBe(201);
  });

  it('too short to be a secret belongs to nobody', async () => {
    const session = await small(50);
    const [one, other] = [await add(shop.client(), session, 'short'), await add(shop.client(), session, 'short')];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(other.body.id);
    expect(await taken(session)).toBe(2);
  });

  it('10,000 calls under 2,500 keys: four times the same bytes each', async () => {
    const session = await small(1_000_000);
    const wires = Array.from({ length: 50 }, () => new KeepAlive(shop.url));
    const keys = Array.from({ length: 2_500 }, () => crypto.randomUUID());
    const said = new Map<string, Set<string>>();
    const calls = [0, 1, 2, 3].flatMap((time) => keys.map((key, at) => ({ key, at: at + time * 7 })));
    await Promise.all(
      wires.map(async (wire, index) => {
        for (let at = index; at < calls.length; at += wires.length) {
          const { key } = calls[at] ?? { key: '' };
          const answer = await wire.post('/cart/lines', body(session), { 'idempotency-key': key });
          const cookie = /set-cookie: (\S+)/i.exec(answer.head)?.[1] ?? '';
          said.set(key, (said.get(key) ?? new Set()).add(`${answer.status} ${cookie} ${answer.body}`));
        }
        wire.close();
      }),
    );
    expect(said.size).toBe(keys.length);
    expect([...said.values()].filter((answers) => answers.size !== 1)).toEqual([]);
    expect(await taken(session)).toBe(keys.length);
  }, 120_000);
});

describe('a rush', () => {
  it('costs the database a few statements for many buyers', async () => {
    const session = await small(10_000);
    const wires = Array.from({ length: 200 }, () => new KeepAlive(shop.url));
    for (const wire of wires) await wire.open();
    await wires[0]?.post('/cart/lines', body(session));
    const sent = countStatements();
    const answers = await Promise.all(
      wires.map((wire, at) =>
        wire.post('/cart/lines', body(session), at % 2 === 0 ? {} : { 'idempotency-key': crypto.randomUUID() }),
      ),
    );
    const statements = sent.end();
    for (const wire of wires) wire.close();
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    // BEGIN, one that opens, one that decides, COMMIT: for each batch.
    expect(statements).toBeGreaterThan(3);
    expect(statements).toBeLessThan(50);
    expect(await taken(session)).toBe(201);
  });

  it('keeps an account with many devices within its limits', async () => {
    const account = await shop.make.account();
    const devices = await Promise.all(Array.from({ length: 6 }, () => shop.make.login(account)));
    const session = await small(100);
    const inOne = await Promise.all(
      devices.flatMap((device) => [1, 2, 3, 4, 5].map(() => device.post('/cart/lines', body(session)))),
    );
    expect(inOne.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(await taken(session)).toBe(6);
    const others = await Promise.all(Array.from({ length: 8 }, () => small(100)));
    const inAll = await Promise.all(
      others.flatMap((other) => devices.slice(0, 3).map((device) => device.post('/cart/lines', body(other, 2)))),
    );
    expect(inAll.filter(({ status }) => status === 201)).toHaveLength(12);
    const sums = await Promise.all(others.map(taken));
    expect(sums.reduce((sum, places) => sum + places, 0)).toBe(24);
  });

  it('for many sessions keeps nobody waiting for one that is locked, and forgets nobody who waits for that', async () => {
    const stuck = await small(100);
    const sessions = [stuck, ...(await Promise.all(Array.from({ length: 4 }, () => small(100))))];
    const ask = (session: MadeSession) => shop.client().post('/cart/lines', body(session));
    const waiting = await shop.db.transaction().execute(async (tx) => {
      await sql`SELECT 1 FROM inventory.inventory WHERE session_id = ${stuck.id} FOR UPDATE`.execute(tx);
      const all = [...sessions, ...sessions].map((session) => ({ session, answer: ask(session) }));
      const others = all.filter(({ session }) => session !== stuck);
      const said = await Promise.all(others.map(({ answer }) => answer));
      expect(said.map(({ status }) => status)).toEqual(others.map(() => 201));
      return all.filter(({ session }) => session === stuck).map(({ answer }) => answer);
    });
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([201, 201]);
  });

  it('lets one that cannot be done fail alone', async () => {
    const session = await small(1_000);
    await shop.db.schema
      .alterTable('carts.lines')
      .addCheckConstraint('refused_by_the_test', sql`quantity <> 5`)
      .execute();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => shop.client().post('/cart/lines', body(session, at === 17 ? 5 : 1))),
    );
    await shop.db.schema.alterTable('carts.lines').dropConstraint('refused_by_the_test').execute();
    const failed = answers.flatMap(({ status }, at) => (status === 201 ? [] : [[at, status]]));
    expect(failed).toEqual([[17, 500]]);
    expect(await taken(session)).toBe(39);
  });

  it('sells nothing of a session that closes in its middle', async () => {
    const session = await small(1_000);
    const early = await shop.client().post('/cart/lines', body(session));
    await shop.db.updateTable('catalog.sessions').set({ status: 'cancelled' }).where('id', '=', session.id).execute();
    const late = await Promise.all([1, 2, 3, 4].map(() => shop.client().post('/cart/lines', body(session))));
    expect(early.status).toBe(201);
    expect(late.map((answer) => Client.problem(answer).code)).toEqual(Array(4).fill('sales_closed'));
  });

  it('says at once that all is sold, and at once that places came back', async () => {
    const session = await small(1);
    const holder = shop.client();
    const held = await holder.post<Cart>('/cart/lines', body(session));
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await shop.client().post('/cart/lines', body(session))).status).toBe(409);
    }
    await holder.call('DELETE', `/cart/lines/${held.body.lines[0]?.id}`);
    expect((await shop.client().post('/cart/lines', body(session))).status).toBe(201);
  });
});

/** Counts what all connections send: `sync` ends a statement with parameters, `query` is one without. */
function countStatements(): { end(): number } {
  let statements = 0;
  const sends = pg.Connection.prototype;
  const own: Record<string, unknown> = { sync: Reflect.get(sends, 'sync'), query: Reflect.get(sends, 'query') };
  const counting = (send: unknown) =>
    function (this: pg.Connection, ...args: unknown[]): unknown {
      statements += 1;
      if (typeof send !== 'function') throw new Error('the driver sends statements in another way');
      return Reflect.apply(send, this, args);
    };
  Object.assign(sends, { sync: counting(own.sync), query: counting(own.query) });
  return {
    end: () => {
      Object.assign(sends, own);
      return statements;
    },
  };
}
