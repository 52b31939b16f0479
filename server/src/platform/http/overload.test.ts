import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
beforeAll(async () => {
  // Two connections: the jobs listen on one of them, the test takes the other.
  shop = await startTestShop({ environment: { DATABASE_CONNECTIONS: '2' } });
});
afterAll(() => shop.close());

test('a call that finds every connection busy is asked to come back, not told of a fault', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const busy = shop.db.connection().execute(() => held);
  const answer = await shop.client().get('/sessions');
  release();
  await busy;
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(Client.problem(answer).code).toBe('overloaded');
  expect((await shop.client().get('/sessions')).status).toBe(200);
});
