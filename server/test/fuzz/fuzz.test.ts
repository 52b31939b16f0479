import { once } from 'node:events';
import { request } from 'node:http';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import openApi from '../../openapi.json' with { type: 'json' };
import { startTestShop, type TestShop } from '../harness.ts';
import { fuzzAll } from './fuzz.ts';

// C24 in small; `npm run check:fuzz` calls every endpoint 300 times.

const seed = inject('seed');
let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
  await shop.make.session();
});
afterAll(() => shop.close({ invariantsBroken: true }));

test(`made inputs at every endpoint are answered as the contract says (seed ${seed})`, async () => {
  const seen = await fuzzAll(shop, { seed, perEndpoint: 4 });
  expect(seen.faults).toEqual([]);
  expect(seen.calls).toBe(endpoints.length * 4);
  // Both right and wrong ones were among them.
  expect(seen.statuses[200]).toBeGreaterThan(20);
  expect(seen.statuses[400]).toBeGreaterThan(100);
}, 480_000);

test('the document has every endpoint and no other', () => {
  const documented = Object.entries(openApi.paths).flatMap(([path, item]) =>
    Object.keys(item).map(
      (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/^\/api\/v1/, '')}`,
    ),
  );
  const declared = endpoints.map(({ method, path }) => `${method} ${path}`);
  expect(documented.toSorted()).toEqual(declared.toSorted());
});

const types = [
  'text/plain',
  'text/html',
  'text/xml',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/jsonx',
  'application/json5',
  'application/problem+json',
  'application/ld+json',
  'json',
  'APPLICATION/JSON',
  'application/json;charset=utf-7',
  'application/json; charset=utf-16',
  'application/json;;',
  'application/json,text/plain',
  'application / json',
  'application/json\t',
  '*/*',
  'image/svg+xml',
  'text/json',
  'application/javascript',
  'application/cbor',
  ';',
];

test('25 spellings of a type: JSON, or refused as another', async () => {
  expect(types).toHaveLength(25);
  for (const type of types) {
    const [status, body] = await ask(
      'POST',
      '/api/v1/auth/login',
      { 'content-type': type },
      '{"email":"a@b.org","password":"x"}',
    );
    expect([type, [400, 401, 415, 422, 429].includes(status)]).toEqual([type, true]);
    expect([type, body]).toEqual([type, expect.stringContaining('"code":')]);
  }
});

test('every method of HTTP at a read, a write and a page: what is not meant is refused', async () => {
  const methods = [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'SEARCH',
    'LOCK',
    'MKCOL',
  ];
  for (const path of ['/api/v1/sessions', '/api/v1/orders', '/']) {
    for (const method of methods) {
      const [status, body] = await ask(method, path, {}, '');
      const isMeant = ['GET', 'HEAD'].includes(method) || (method === 'POST' && path === '/api/v1/orders');
      expect([method, path, status < 500, status < 300 && !isMeant]).toEqual([method, path, true, false]);
      expect(body).not.toMatch(/x-secret-canary/);
    }
  }
});

/** By the bare client: fetch sends neither every method nor every type. */
async function ask(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<[number, string]> {
  const sent = request(`${shop.url}${path}`, { method, headers: { 'x-secret-canary': 'x-secret-canary', ...headers } });
  sent.end(body);
  const [reply] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk);
  return [Number(reply.statusCode), Buffer.concat(chunks).toString()];
}
