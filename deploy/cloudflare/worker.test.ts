import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../../server/test/harness.ts';
import worker, { type Environment } from './worker.ts';

/** The Worker called as Cloudflare calls it, with real origins: the shop, and a server that shows what it was sent. */
let shop: TestShop;
let mirror: Server;
let mirrorUrl: string;
let seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: string };

beforeAll(async () => {
  shop = await startTestShop({ environment: { TRUSTED_PROXIES: '1', OG_DEMO: '1' } });
  mirror = createServer((request, answer) => void reflect(request, answer));
  mirror.listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  const address = mirror.address();
  mirrorUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterAll(async () => {
  mirror.closeAllConnections();
  mirror.close();
  await shop.close();
});

async function reflect(request: IncomingMessage, answer: ServerResponse): Promise<void> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  seen = { method: request.method, url: request.url, headers: request.headers, body };
  if (request.url?.endsWith('/stream') !== true) {
    answer.writeHead(302, { location: '/ailleurs', 'set-cookie': ['a=1', 'b=2'] }).end();
    return;
  }
  answer.writeHead(200, { 'content-type': 'text/event-stream' });
  answer.write('data: 1\n\n');
  // The second event comes when the reader is done with the first.
  answer.once('close', () => undefined);
}

const page = new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
const assets = { fetch: async () => page };

function call(path: string, init: RequestInit = {}, environment: Partial<Environment> = {}): Promise<Response> {
  return worker.fetch(new Request(`https://tickets.example.org${path}`, init), {
    ORIGIN: shop.url,
    ASSETS: assets,
    ...environment,
  });
}

it('asks the shop for what is no page', async () => {
  const answer = await call('/api/v1/sessions?limit=1', { headers: { 'accept-language': 'en' } });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ items: [] });
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=63072000');
});

it('tells the origin who calls, whatever the caller says of itself', async () => {
  const lies = {
    'x-forwarded-for': '10.0.0.1',
    forwarded: 'for=10.0.0.1',
    'x-real-ip': '10.0.0.1',
    'x-forwarded-host': 'evil',
  };
  const headers = { ...lies, 'cf-connecting-ip': '203.0.113.7', 'content-type': 'application/json', cookie: 'a=1' };
  const answer = await call('/api/v1/x?y=1', { method: 'POST', body: '{"é":1}', headers }, { ORIGIN: mirrorUrl });
  expect(seen).toMatchObject({ method: 'POST', url: '/api/v1/x?y=1', body: '{"é":1}' });
  expect(seen.headers).toMatchObject({ 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', cookie: 'a=1' });
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-host']) expect(seen.headers[name]).toBeUndefined();
  expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
    302,
    '/ailleurs',
    ['a=1', 'b=2'],
  ]);
});

it('passes events on before the answer is over', async () => {
  const end = new AbortController();
  const answer = await call('/api/v1/sessions/X/availability/stream', { signal: end.signal }, { ORIGIN: mirrorUrl });
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  expect(new TextDecoder().decode(first?.value)).toBe('data: 1\n\n');
  end.abort();
});

it('answers for a shop that does not', async () => {
  const answer = await call('/api/v1/sessions', {}, { ORIGIN: 'http://127.0.0.1:1' });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([502, '5']);
  expect(await answer.json()).toMatchObject({ code: 'origin_unreachable', status: 502 });
});

it('shows pages from Cloudflare, wants https, and hides what is for those who watch', async () => {
  expect(await call('/epreuves')).toBe(page);
  expect((await call('/epreuves', {}, { ASSETS: undefined })).status).toBe(404);
  for (const path of ['/metrics', '/readyz', '/healthz']) expect((await call(path)).status).toBe(404);
  const plain = await worker.fetch(new Request('http://tickets.example.org/a?b=1'), { ORIGIN: shop.url });
  expect([plain.status, plain.headers.get('location')]).toEqual([308, 'https://tickets.example.org/a?b=1']);
});

/** The headers that `_headers` gives an address, by the rules of Cloudflare: later rules add, "!" takes back. */
async function staticHeaders(path: string): Promise<Record<string, string>> {
  const text = await readFile(new URL('_headers', import.meta.url), 'utf8');
  const headers: Record<string, string> = {};
  let applies = false;
  for (const line of text.split('\n').filter((one) => one.trim() !== '' && !one.startsWith('#'))) {
    if (line.startsWith('/')) applies = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line;
    const [, back, name = '', value = ''] = /^\s+(! )?([\w-]+)(?:: (.*))?$/.exec(line) ?? [];
    if (!applies || name === '') continue;
    const key = name.toLowerCase();
    if (back !== undefined) delete headers[key];
    else headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return headers;
}

it.each(['/', '/epreuves', '/controle', '/controle/lecteur'])(
  'sends with %s what the shop sends with it',
  async (path) => {
    const own = await fetch(`${shop.url}${path}`);
    for (const [name, value] of Object.entries(await staticHeaders(path))) {
      // Without built pages the shop has no page to keep.
      if (name !== 'cache-control') expect([name, own.headers.get(name)]).toEqual([name, value]);
    }
  },
);
