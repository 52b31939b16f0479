import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
beforeAll(async () => {
  // Two connections, both taken by the test; jobs and catalogue have others.
  shop = await startTestShop({ environment: { DATABASE_CONNECTIONS: '2' }, connectPatienceMs: 3_000 });
});
afterAll(() => shop.close());

test('with every connection busy a call is asked to come back, not told of a fault; the catalogue needs none', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const busy = [1, 2].map(() => shop.db.connection().execute(() => held));
  const credentials = { email: 'nobody@example.org', password: 'not the password' };
  const waiting = shop.client().post('/auth/login', credentials);
  expect((await shop.client().get('/sessions')).status).toBe(200);
  const answer = await waiting;
  release();
  await Promise.all(busy);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(Client.problem(answer).code).toBe('overloaded');
  expect((await shop.client().post('/auth/login', credentials)).status).toBe(401);
});
