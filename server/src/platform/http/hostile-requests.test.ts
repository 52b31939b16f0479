import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

const slowSockets = 500;
/** Sockets that end by themselves after this long have been too slow. */
const patienceMs = 1_500;

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop({ requestPatienceMs: patienceMs });
});
afterAll(() => shop.close());

async function refusedWith(status: number, body: string): Promise<string> {
  const answer = await shop.client().post('/auth/login', body);
  expect([answer.status, body.slice(0, 30)]).toEqual([status, body.slice(0, 30)]);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect((await shop.client().get('/sessions')).status).toBe(200);
  return Client.problem(answer).code;
}

const credentials = '"email":"nobody@example.org","password":"not the password"';

test('a body of a megabyte is too long, whatever length it says to have', async () => {
  expect(await refusedWith(413, `{"email":"${'a'.repeat(1_000_000)}"}`)).toBe('payload_too_large');
  const parts = new ReadableStream({
    start(stream) {
      for (let part = 0; part < 20; part += 1) stream.enqueue(new TextEncoder().encode('a'.repeat(50_000)));
      stream.close();
    },
  });
  const chunked = await fetch(`${shop.url}/api/v1/auth/login`, {
    method: 'POST',
    body: parts,
    headers: { 'content-type': 'application/json', 'x-requested-with': 'og-tickets' },
    duplex: 'half',
  }).catch(() => null);
  // The connection may be closed while the rest of the body is still being sent.
  expect(chunked?.status ?? 413).toBe(413);
});

test.each([
  ['10,000 arrays in each other', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['10,000 objects in each other', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['10,000 objects in a field', `{${credentials},"deep":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`],
  ['10,000 arrays that never end', '['.repeat(10_000)],
  ['a prototype', `{${credentials},"__proto__":{"admin":true}}`],
  ['a prototype in disguise', `{${credentials},"\\u005f_proto__":{"admin":true}}`],
  ['a constructor with a prototype', `{${credentials},"constructor":{"prototype":{"admin":true}}}`],
  ['5,000 fields', `{${Array.from({ length: 5_000 }, (_, at) => `"f${at}":1`).join()}}`],
  ['no JSON at all', '\u0000\u0000\u0000'],
])('%s is refused as a wrong value', async (_name, body) => {
  expect(await refusedWith(400, body)).toBe('invalid_request');
  expect('admin' in {}).toBe(false);
});

test.each([
  ['the letter 0 in a value', { email: 'a\0@b.org', password: 'x' }],
  ['half a letter in a value', { email: 'a@b.org', password: '\ud800' }],
  ['half a letter at the end of one', { email: 'a@b.org', password: 'x\udbff' }],
])('%s is refused before it reaches a database that cannot keep it', async (_name, body) => {
  expect(await refusedWith(400, JSON.stringify(body))).toBe('invalid_request');
});

test('such a letter in an address is refused too, and by the name of its field', async () => {
  const answer = await shop.client().get('/sessions?q=a%00b');
  expect([answer.status, Client.problem(answer).fields?.map(({ field }) => field)]).toEqual([400, ['query.q']]);
});

test('50,000 parameters: too long in an address, and in a body', async () => {
  const many = Array.from({ length: 50_000 }, (_, at) => `p${at}=1`).join('&');
  const answer = await exchange(`GET /api/v1/sessions?${many} HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('"code":"payload_too_large"');
  expect(await refusedWith(413, `{"${many}":1}`)).toBe('payload_too_large');
  const few = many.slice(0, 12_000);
  expect((await shop.client().get(`/sessions?${few}`)).status).toBe(200);
  expect((await shop.client().get('/sessions?__proto__=1&constructor=2')).status).toBe(200);
});

test('what is no HTTP gets a problem, not silence', async () => {
  expect(await exchange('HELLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*"code":"invalid_request"/);
});

test(`${slowSockets} sockets that send a header or a body letter by letter end with 408; others are served meanwhile`, async () => {
  const sockets = await Promise.all(Array.from({ length: slowSockets }, (_, at) => openSlowly(at % 2 === 0)));
  const served = [];
  for (let call = 0; call < 20; call += 1) served.push((await shop.client().get('/sessions')).status);
  expect(new Set(served)).toEqual(new Set([200]));
  const answers = await Promise.all(sockets.map((socket) => socket.answer));
  expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 408 '))).toEqual([]);
  expect(answers[0]).toContain('"code":"request_timeout"');
  expect((await shop.client().get('/sessions')).status).toBe(200);
});

interface SlowSocket {
  /** All that came until the server closed. */
  answer: Promise<string>;
}

/** Opens a connection that sends the beginning of a request at once and then one letter at a time. */
async function openSlowly(inBody: boolean): Promise<SlowSocket> {
  const socket = await opened();
  const start = inBody
    ? 'POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{'
    : 'GET /api/v1/sessions HTTP/1.1\r\nHost: a\r\nX-Slow: ';
  socket.write(start);
  const drip = setInterval(() => socket.write('a'), 100);
  return { answer: collected(socket).finally(() => clearInterval(drip)) };
}

async function exchange(text: string): Promise<string> {
  const socket = await opened();
  socket.write(text);
  return collected(socket);
}

function opened(): Promise<Socket> {
  const { hostname, port } = new URL(shop.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    socket.once('error', reject);
  });
}

function collected(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (part) => {
      text += String(part);
    });
    // A server that closes on who still sends may reset the connection after its answer.
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });
}
