import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
beforeAll(async () => {
  // Two connections, both taken by the test; jobs and catalogue have others.
  shop = await startTestShop({ environment: { DATABASE_CONNECTIONS: '2' }, connectPatienceMs: 3_000 });
});
afterAll(() => shop.close());

/** Takes a connection until something is over; insists, since its own patience is short too. */
async function takeConnection(over: Promise<void>): Promise<{ until: Promise<void> }> {
  for (;;) {
    let got = (): void => undefined;
    const taken = new Promise<void>((resolve) => {
      got = resolve;
    });
    const until = shop.db.connection().execute(() => {
      got();
      return over;
    });
    const isTaken = await Promise.race([taken.then(() => true), until.then(() => true).catch(() => false)]);
    if (isTaken) return { until };
  }
}

test('with every connection busy a call is asked to come back, not told of a fault; the catalogue needs none', async () => {
  let release = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    release = resolve;
  });
  const busy = await Promise.all([takeConnection(over), takeConnection(over)]);
  const credentials = { email: 'nobody@example.org', password: 'not the password' };
  const waiting = shop.client().post('/auth/login', credentials);
  expect((await shop.client().get('/sessions')).status).toBe(200);
  const answer = await waiting;
  release();
  await Promise.all(busy.map(({ until }) => until));
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(Client.problem(answer).code).toBe('overloaded');
  expect((await shop.client().post('/auth/login', credentials)).status).toBe(401);
});

// What the database does when its disk is full, and when somebody stops it while it is at work.
test.each([
  ['is full', "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';"],
  ['ends the connection', 'PERFORM pg_terminate_backend(pg_backend_pid());'],
])('a database that %s is no fault of the program: 503, and all is well once it is back', async (_, does) => {
  const session = await shop.make.session();
  const tables = ['carts.lines', 'accounts.tries'];
  await sql`CREATE OR REPLACE FUNCTION public.fails() RETURNS trigger LANGUAGE plpgsql AS
    ${sql.lit(`BEGIN ${does} RETURN NULL; END`)}`.execute(shop.db);
  const each = (statement: (table: string) => string): Promise<unknown> =>
    Promise.all(tables.map((table) => sql.raw(statement(table)).execute(shop.db)));
  await each((table) => `CREATE TRIGGER fails BEFORE INSERT ON ${table} EXECUTE FUNCTION public.fails()`);
  const line = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
  const add = () => shop.client().post('/cart/lines', line, { 'idempotency-key': crypto.randomUUID() });
  const logIn = () => shop.client().post('/auth/login', { email: 'nobody@example.org', password: 'not the password' });
  const answers = [await add(), await logIn()];
  await each((table) => `DROP TRIGGER fails ON ${table}`);
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  expect(answers.map((answer) => Client.problem(answer).code)).toEqual(['service_unavailable', 'service_unavailable']);
  expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['2', '2']);
  expect([(await add()).status, (await logIn()).status]).toEqual([201, 401]);
});
