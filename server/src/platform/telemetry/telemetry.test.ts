import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { type Receiver, startReceiver } from '../../../test/receiver.ts';
import { createLogger, listenToLog } from '../log.ts';
import { serveMetrics } from '../metrics/metrics-server.ts';
import { pageOf } from '../page-errors.ts';
import { emfLine } from './emf.ts';
import { sendText } from './send-json.ts';
import { envelopeOf } from './sentry-event.ts';
import { Tracer } from './tracer.ts';

// What operators see of a shop, and that nobody is seen in it.

const canary = 'zoe.canary@example.org';
let shop: TestShop;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  shop = await startTestShop({
    environment: {
      LOG_LEVEL: 'warn',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_TRACES_SAMPLER_ARG: '1',
      SENTRY_DSN: `${receiver.url.replace('://', '://publickey@')}/42`,
    },
  });
});
afterAll(async () => {
  await shop.close();
  await receiver.close();
});

function file(path: string): string {
  return readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
}

describe('metrics', () => {
  test('have what was done, by route and word, and nobody in them', async () => {
    const session = await shop.make.session();
    await shop.client().get(`/sessions/${session.code}?email=${canary}`);
    await shop.client().get(`/orders/${canary}`);
    await shop.client().post('/auth/login', { email: canary, password: 'not the password' });
    await sql`SELECT platform.note_backup('test')`.execute(shop.db);
    const text = await vi.waitFor(async () => {
      const read = await shop.platform.metrics.text();
      expect(read).toMatch(/seconds_count\{method="GET",route="\/api\/v1\/sessions\/:code",status="200"\} 1/);
      return read;
    });
    expect(text).toMatch(/seconds_count\{method="POST",route="\/api\/v1\/auth\/login",status="401"\} 1/);
    expect(text).toMatch(/^og_database_up 1$/m);
    expect(text).toMatch(/^og_backup_age_seconds [0-9.e-]+$/m);
    expect(text).toMatch(/^og_pool_connections\{state="idle"\} \d+$/m);
    expect(text).not.toContain('zoe');
    expect(text).not.toContain(session.code);
  });

  test('are all that alerts, dashboard and documentation name', async () => {
    await sql`INSERT INTO invariants.checks (name, checked_at, duration_ms, violation)
      VALUES ('taken-within-capacity', now(), 1, NULL) ON CONFLICT DO NOTHING`.execute(shop.db);
    const read = async (): Promise<Set<string>> =>
      new Set(Array.from((await shop.platform.metrics.text()).matchAll(/^# TYPE (\w+)/gm), ([, name]) => name ?? ''));
    const served = await vi.waitFor(
      async () => {
        const names = await read();
        expect(names).toContain('og_invariant_broken');
        return names;
      },
      { timeout: 10_000, interval: 500 },
    );
    for (const path of [
      'deploy/observability/alerts.yaml',
      'deploy/observability/grafana-dashboard.json',
      'docs/observability.md',
    ]) {
      const named = Array.from(file(path).matchAll(/\b((?:og|nodejs|process)_[a-z0-9_]+)/g), ([, name = '']) => name);
      const missing = named.filter((name) => !served.has(name.replace(/_(?:count|bucket|sum)$/, '')));
      expect([path, missing]).toEqual([path, []]);
      expect(named.length).toBeGreaterThan(8);
    }
  });

  test('each alert has a page that says what it means, what to see, do and undo', () => {
    const alerts = file('deploy/observability/alerts.yaml');
    const pages = Array.from(alerts.matchAll(/runbook: (\S+)/g), ([, page = '']) => page);
    expect(alerts.match(/- alert: /g)).toHaveLength(10);
    expect(new Set(pages).size).toBe(10);
    for (const page of pages) {
      for (const part of ['What it means', 'See', 'Do', 'Undo'])
        expect(file(page)).toMatch(new RegExp(`## ${part}\\n\\n\\S`));
      expect(file('docs/observability.md')).toContain(page.replace('docs/', ''));
    }
  });

  test('are served on an address of their own, to those who read, and not by the shop', async () => {
    const served = await serveMetrics(shop.platform.metrics, { port: 0, host: '127.0.0.1' });
    const [read, written, other] = [
      await fetch(served.url),
      await fetch(served.url, { method: 'POST', body: 'x' }),
      await fetch(served.url.replace('/metrics', '/')),
    ];
    expect([read.status, written.status, other.status]).toEqual([200, 405, 404]);
    expect(await read.text()).toContain('og_http_request_duration_seconds_bucket');
    const port = Number(new URL(served.url).port);
    await expect(serveMetrics(shop.platform.metrics, { port, host: '127.0.0.1' })).rejects.toThrow('METRICS_PORT');
    await served.stop();
    expect(await (await fetch(`${shop.url}/metrics`)).text()).not.toContain('og_http');
  });

  test('are written for CloudWatch as one line', async () => {
    const line = await emfLine(shop.platform.metrics, 'web', 1_795_423_978_123);
    expect(line).toMatchObject({ Role: 'web', og_database_up: 1, _aws: { Timestamp: 1_795_423_978_123 } });
    expect(JSON.stringify(line)).toContain('{"Name":"og_jobs_oldest_seconds","Unit":"Seconds"}');
  });
});

describe('traces', () => {
  test('tell an answer by its route, under the trace of whoever called, without address or person', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    await shop.client().get(`/sessions?q=${canary}`, { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
    const body = await vi.waitFor(
      () => {
        const found = receiver.posted.find(({ path, body: text }) => path === '/v1/traces' && text.includes(traceId));
        if (found === undefined) throw new Error('not sent yet');
        return found.body;
      },
      { timeout: 15_000 },
    );
    expect(body).toContain('"parentSpanId":"00f067aa0ba902b7"');
    expect(body).toContain('"GET /api/v1/sessions"');
    expect(body).not.toContain('zoe');
  });

  test('are taken as callers and the share decide, and lost in silence when nobody takes them', async () => {
    const tracer = new Tracer({ endpoint: new URL(receiver.url), serviceName: 'x', ratio: 0 }, createLogger('silent'));
    const span = { name: 'x', kind: 'server', startedAtMs: 0, durationMs: 1, failed: true, attributes: {} } as const;
    const before = receiver.posted.length;
    tracer.record(span);
    tracer.record({ ...span, parent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00' });
    tracer.record({ ...span, parent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` });
    await tracer.flush();
    expect(receiver.posted.slice(before).filter(({ body }) => body.includes('"x"'))).toEqual([]);
    tracer.record({ ...span, parent: `00-${'a'.repeat(32)}-00f067aa0ba902b7-01` });
    receiver.answer.status = 500;
    await tracer.stop();
    receiver.answer.status = 200;
    expect(receiver.posted.at(-1)?.body).toContain('"status":{"code":2}');
  });
});

describe('the log', () => {
  test('has a line for each try to log in and each call that is refused to its caller, and nobody else in it', async () => {
    const { log } = shop.platform;
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const lines: Readonly<Record<string, unknown>>[] = [];
    listenToLog(log, ({ fields, text }) => void (text === 'who somebody is' && lines.push(fields)));
    log.level = 'info';
    onTestFinished(() => {
      log.level = 'warn';
    });
    await shop.client().post('/auth/login', { email: canary, password: 'not the password' });
    await shop.client().post('/auth/login', { email: account.email, password: account.password });
    await shop.client().get('/me');
    await shop.client().post('/auth/refresh');
    await browser.post('/auth/password/change', { current: 'not the password', next: 'la pluie de novembre' });
    await browser.get(`/orders/${canary}`);
    await vi.waitFor(() => expect(lines).toHaveLength(4));
    const told = lines.map(({ event, method, route, status, accountId }) =>
      [event, method, route, status, accountId ?? 'nobody'].join(' '),
    );
    expect(told.toSorted()).toEqual([
      'access_denied GET /api/v1/me 401 nobody',
      'authentication POST /api/v1/auth/login 200 nobody',
      'authentication POST /api/v1/auth/login 401 nobody',
      `authentication POST /api/v1/auth/password/change 403 ${account.id}`,
    ]);
    expect(JSON.stringify(lines)).not.toContain('zoe');
  });
});

describe('errors', () => {
  test('go where the DSN says, scrubbed: from the log, and from pages', async () => {
    const { log } = shop.platform;
    log.error(
      { err: Object.assign(new Error(`no ${canary}`), { detail: canary }), route: '/api/v1/orders', email: canary },
      'request failed',
    );
    const page = {
      name: 'TypeError',
      message: `x of ${canary}`,
      stack: 'f@http://localhost/assets/a.js?v=1:7:9',
      page: '/billets/ABC123',
    };
    expect((await shop.client().post('/page-errors', page)).status).toBe(204);
    const sent = await vi.waitFor(() => {
      const envelopes = receiver.posted.filter(({ path }) => path === '/api/42/envelope/');
      expect(envelopes.length).toBeGreaterThanOrEqual(2);
      return envelopes;
    });
    const bodies = sent.map(({ body }) => body).join('\n');
    expect(bodies).toContain('no [email]');
    expect(bodies).toContain('"route":"/api/v1/orders"');
    expect(bodies).toContain('telemetry.test.ts');
    expect(bodies).toContain('"page":"/billets/:"');
    expect(bodies).toContain('"filename":"assets/a.js"');
    expect(bodies).not.toContain('zoe');
    expect(sent[0]?.headers['x-sentry-auth']).toContain('sentry_key=publickey');
  });

  test('of pages name no order, ticket or token', () => {
    expect(pageOf('/confirmation/ABCDEF?token=1')).toBe('/confirmation/:');
    expect(pageOf('/paiement/01a206f4-e03e-7852-9b9e-788c88294863#x')).toBe('/paiement/:');
    expect(pageOf('/admin/reglages')).toBe('/admin/reglages');
  });

  test('are described by kind, message and place alone', () => {
    const envelope = envelopeOf({ level: 'fatal', text: 'ended', error: new Error('why'), tags: { alert: 'x' } }, 0);
    const [header = '', item = '', event = ''] = envelope.split('\n');
    expect([JSON.parse(header).sent_at, JSON.parse(item)]).toEqual(['1970-01-01T00:00:00.000Z', { type: 'event' }]);
    expect(Object.keys(JSON.parse(event)).toSorted()).toEqual([
      'event_id',
      'exception',
      'level',
      'logger',
      'message',
      'platform',
      'tags',
      'timestamp',
    ]);
  });

  test('and traces follow no redirect: nobody but the configuration says where they go', async () => {
    receiver.answer.status = 302;
    receiver.answer.headers = { location: `${receiver.url}/elsewhere` };
    await expect(sendText(new URL(receiver.url), 'x', {})).rejects.toThrow();
    receiver.answer.status = 200;
    receiver.answer.headers = {};
    expect(receiver.posted.map(({ path }) => path)).not.toContain('/elsewhere');
  });
});
