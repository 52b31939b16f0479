// npm run check:nginx: the files of deploy/nginx at work before the real shop: TLS, HTTP/2, compression, limits, one trusted hop,
// events that are not held back. Needs nginx and openssl (Debian: apt-get install nginx-light openssl).
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request } from 'node:https';
import { connect as connectTls } from 'node:tls';
import { nginxIsMissing } from '../checks/nginx.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, report } from './lib/report.ts';
import { type RunningNginx, startNginx } from './lib/running-nginx.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

function ask(nginx: RunningNginx, path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const all = { 'x-requested-with': 'og-tickets', ...headers };
  const options = {
    host: 'localhost',
    port: nginx.https,
    path,
    method,
    headers: all,
    ca: nginx.certificate,
    agent: false,
  };
  const call = request(options, (reply) => {
    let text = '';
    reply.setEncoding('latin1').on('data', (piece) => (text += piece));
    reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: text }));
  });
  call.on('error', reject).end(body);
  return promise;
}

/** What arrives behind nginx of a request that lies about who sends it. */
async function trustedHop(): Promise<Finding> {
  let seen: IncomingHttpHeaders = {};
  const mirror = createServer(({ headers }, answer) => {
    seen = headers;
    answer.end();
  }).listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  const address = mirror.address();
  const nginx = await startNginx([`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`]);
  const lies = {
    'x-forwarded-for': '10.0.0.1, 10.0.0.2',
    forwarded: 'for=10.0.0.1',
    'x-forwarded-host': 'evil.example',
    proxy: 'evil',
  };
  await ask(nginx, '/api/v1/sessions', { headers: lies });
  await nginx.stop();
  mirror.close();
  const told = seen['x-forwarded-for'];
  const rest = ['forwarded', 'x-forwarded-host', 'proxy'].filter(
    (name) => seen[name] !== undefined && seen[name] !== '',
  );
  return { name: 'one trusted hop', passed: told === '127.0.0.1' && rest.length === 0, figures: { told, rest } };
}

async function http2(nginx: RunningNginx): Promise<Finding> {
  const session = connectHttp2(`https://localhost:${nginx.https}`, { ca: nginx.certificate });
  const stream = session.request({ ':path': '/healthz' });
  const [headers] = await once(stream, 'response');
  const protocol = session.alpnProtocol;
  session.destroy();
  return { name: 'HTTP/2', passed: protocol === 'h2' && headers[':status'] === 200, figures: { protocol } };
}

/** Whether nginx speaks a version of TLS. */
async function speaks(nginx: RunningNginx, version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<boolean> {
  // Of the two old enough to be refused OpenSSL itself would refuse the ciphers.
  const socket = connectTls({
    port: nginx.https,
    host: 'localhost',
    minVersion: version,
    maxVersion: version,
    ca: nginx.certificate,
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  const won = await Promise.race([
    once(socket, 'secureConnect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return won;
}

async function tls(nginx: RunningNginx): Promise<Finding> {
  const figures = {
    old: await speaks(nginx, 'TLSv1.1'),
    two: await speaks(nginx, 'TLSv1.2'),
    three: await speaks(nginx, 'TLSv1.3'),
  };
  return { name: 'TLS 1.2 and 1.3, nothing older', passed: !figures.old && figures.two && figures.three, figures };
}

async function replies(nginx: RunningNginx): Promise<Finding> {
  const list = await ask(nginx, '/api/v1/sessions?limit=20', { headers: { 'accept-encoding': 'gzip' } });
  const hidden = await Promise.all(['/readyz', '/metrics'].map(async (path) => (await ask(nginx, path)).status));
  const plain = await fetch(`http://127.0.0.1:${nginx.http}/epreuves?q=1`, { redirect: 'manual' });
  const figures = {
    status: list.status,
    encoding: list.headers['content-encoding'],
    policy: list.headers['content-security-policy'] !== undefined,
    server: list.headers.server,
    hidden,
    plain: [plain.status, plain.headers.get('location')],
  };
  const passed =
    list.status === 200 &&
    figures.encoding === 'gzip' &&
    figures.policy &&
    figures.server === 'nginx' &&
    hidden.every((status) => status === 404) &&
    plain.status === 308 &&
    plain.headers.get('location') === 'https://127.0.0.1/epreuves?q=1';
  return { name: 'compressed, headers kept, operators’ pages hidden, plain sent to https', passed, figures };
}

/** An event of the live places, from the change that causes it; one that was held back would come never or with the next. */
async function events(nginx: RunningNginx, session: string): Promise<Finding> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const begun = Promise.withResolvers<void>();
  let heldAtMs = 0;
  const options = {
    host: 'localhost',
    port: nginx.https,
    path: `/api/v1/sessions/${session}/availability/stream`,
    ca: nginx.certificate,
    agent: false,
  };
  const call = request(options, (reply) => {
    reply.on('data', () => {
      begun.resolve();
      if (heldAtMs > 0) resolve(performance.now() - heldAtMs);
    });
  });
  call.on('error', () => undefined).end();
  await begun.promise;
  const body = JSON.stringify({ session, category: 'A', offer: 'solo', quantity: 2 });
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  heldAtMs = performance.now();
  const held = await ask(nginx, '/api/v1/cart/lines', { method: 'POST', headers, body });
  const late = new Promise<number>((done) => setTimeout(() => done(Number.POSITIVE_INFINITY), 10_000));
  const ms = Math.round(await Promise.race([promise, late]));
  call.destroy();
  return {
    name: 'events are not held back',
    passed: held.status === 201 && ms < 10_000,
    figures: { held: held.status, ms },
  };
}

async function limits(nginx: RunningNginx): Promise<Finding> {
  const many = async (path: string, count: number): Promise<Answer[]> =>
    Promise.all(Array.from({ length: count }, () => ask(nginx, path)));
  const logins = await many('/api/v1/auth/x', 120);
  const gates = await many('/api/v1/gate/x', 120);
  const refused = logins.filter(({ status }) => status === 429);
  const [first] = refused;
  const figures = {
    logins: refused.length,
    gates: gates.filter(({ status }) => status === 429).length,
    retryAfter: first?.headers['retry-after'],
  };
  const isOurs =
    first?.body.includes('"code":"rate_limited"') === true &&
    first.headers['content-type'] === 'application/problem+json';
  return {
    name: 'limits for each address, none at the gates',
    passed: refused.length > 0 && refused.length < 120 && figures.gates === 0 && isOurs,
    figures,
  };
}

const missing = nginxIsMissing();
if (missing !== null) {
  process.stdout.write(`nginx: not run, ${missing}\n`);
} else {
  const shop = await openProofShop({ environment: { TRUSTED_PROXIES: '1' } });
  const nginx = await startNginx([shop.url]);
  try {
    const { code } = await shop.make.session();
    for (let i = 0; i < 12; i += 1) await shop.make.session();
    await shop.caughtUp();
    const findings = [
      await trustedHop(),
      await http2(nginx),
      await tls(nginx),
      await replies(nginx),
      await events(nginx, code),
      await limits(nginx),
    ];
    report('nginx', findings);
  } finally {
    await nginx.stop();
    await shop.close();
  }
}
