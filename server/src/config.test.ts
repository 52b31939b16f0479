import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileCache } from '../test/compile-cache.ts';
import { readConfig } from './config.ts';
import { run } from './platform/database/embedded/run.ts';
import { loadKeyRing } from './platform/keys/key-ring.ts';
import { StartupError } from './platform/startup-error.ts';
import { neverVariables } from './secret-setting.ts';
import { readBankConfig } from './simulated-bank/config.ts';

// C45: a wrong configuration refuses to start, in one sentence that names the setting and says what to do, without showing
// a secret.

type Environment = Record<string, string>;

/** Stands in every secret of this file: a message with it in it shows a secret. */
const canary = 'Zq7vK2xM9pL4';
const strongUrl = `postgres://shop:${canary}Rw8tB3nH@db.example.org/tickets`;

let folder: string;
/** A real shop that may start. */
let real: Environment;
const files: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'og-config-'));
  await mkdir(join(folder, 'a-folder'), { mode: 0o700 });
  const contents = {
    'database-url': strongUrl,
    'weak-database-url': 'postgres://shop:changeme@db.example.org/tickets',
    'short-database-url': 'postgres://shop:k3!x@db.example.org/tickets',
    'plain-database-url': 'postgres://shop:aaaabbbbaaaabbbb@db.example.org/tickets',
    'smtp-url': `smtps://shop:${canary}@mail.example.org`,
    'stripe-test': `sk_test_${canary}${canary}`,
    'stripe-live': `sk_live_${canary}${canary}`,
    'stripe-webhook': `whsec_${canary}${canary}`,
    'no-stripe-key': canary,
    open: strongUrl,
    empty: '\n',
  };
  for (const [name, content] of Object.entries(contents)) {
    files[name] = join(folder, name);
    await writeFile(files[name], content, { mode: 0o600 });
  }
  await chmod(files['open'] ?? '', 0o644);
  real = {
    OG_DEMO: '0',
    OG_DATA_DIR: folder,
    PUBLIC_URL: 'https://tickets.example.org',
    TRUSTED_PROXIES: '1',
    DATABASE_URL_FILE: files['database-url'] ?? '',
    SMTP_URL_FILE: files['smtp-url'] ?? '',
    MAIL_FROM: 'OG-Tickets <billets@example.org>',
    SIMULATED_BANK: '1',
    SELLER_NAME: 'Billetterie SAS, capital de 10 000 €',
    SELLER_ADDRESS: '3 rue des Lices | 35000 Rennes',
    SELLER_REGISTRATION: 'RCS Rennes 123 456 789',
    SELLER_VAT_NUMBER: 'FR12 123456789',
    SELLER_EMAIL: 'factures@example.org',
  };
});
afterAll(async () => rm(folder, { recursive: true }));

const stripeOn = {
  STRIPE_SECRET_KEY_FILE: '@stripe-test',
  STRIPE_WEBHOOK_SECRET_FILE: '@stripe-webhook',
  STRIPE_PUBLIC_KEY: 'pk_test_aaaaaaaaaaaa',
};
const stripeLive = { ...stripeOn, STRIPE_SECRET_KEY_FILE: '@stripe-live', STRIPE_PUBLIC_KEY: 'pk_live_aaaaaaaaaaaa' };

/** Settings that are added to those of a real shop; `@x` stands for the path of file x, '' unsets. */
const unfitForARealShop: [string, Environment, string][] = [
  ['an address on http', { PUBLIC_URL: 'http://tickets.example.org' }, 'PUBLIC_URL must start with https'],
  ['no address', { PUBLIC_URL: '' }, 'PUBLIC_URL must be set'],
  ['no proxy although on https', { TRUSTED_PROXIES: '' }, 'TRUSTED_PROXIES must be 1 or more'],
  ['a log of everything', { LOG_LEVEL: 'debug' }, 'LOG_LEVEL must be info or above'],
  ['a log of even more', { LOG_LEVEL: 'trace' }, 'LOG_LEVEL must be info or above'],
  ['Node that prints headers', { NODE_DEBUG: 'http' }, 'NODE_DEBUG must be unset'],
  ['a debugger', { NODE_OPTIONS: '--inspect=0.0.0.0:9229' }, 'NODE_OPTIONS must be without --inspect'],
  ['certificates unread', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED must be unset'],
  ['nobody who takes money', { SIMULATED_BANK: '' }, 'STRIPE_SECRET_KEY_FILE must be set, or SIMULATED_BANK=1'],
  ['nobody who sells', { SELLER_NAME: '' }, 'SELLER_NAME missing'],
  ['a password in the environment', { DATABASE_URL_FILE: '', DATABASE_URL: strongUrl }, 'by DATABASE_URL_FILE'],
  [
    'a password as a parameter',
    { DATABASE_URL_FILE: '', DATABASE_URL: `postgres://db.example.org/t?user=a&password=${canary}Rw8tB3nH` },
    'by DATABASE_URL_FILE',
  ],
  ['a mail password in it', { SMTP_URL_FILE: '', SMTP_URL: `smtps://a:${canary}@b.org` }, 'by SMTP_URL_FILE'],
  ['a Redis password in it', { REDIS_URL: `redis://a:${canary}@b.org` }, 'by REDIS_URL_FILE'],
  ['a default password', { DATABASE_URL_FILE: '@weak-database-url' }, 'DATABASE_URL holds a password that is short'],
  ['a short one', { DATABASE_URL_FILE: '@short-database-url' }, 'DATABASE_URL holds a password that is short'],
  ['one of two letters', { DATABASE_URL_FILE: '@plain-database-url' }, 'DATABASE_URL holds a password that is short'],
];

const unfitForAll: [string, Environment, string][] = [
  ['a port that is a word', { PORT: 'http' }, 'PORT must be a whole number from 0 to 65535'],
  ['a port too high', { PORT: '65536' }, 'PORT must be a whole number'],
  ['a negative port', { PORT: '-1' }, 'PORT must be a whole number'],
  ['no connections', { DATABASE_CONNECTIONS: '0' }, 'DATABASE_CONNECTIONS must be a whole number from 2 to 200'],
  ['half a proxy', { TRUSTED_PROXIES: '0.5' }, 'TRUSTED_PROXIES must be a whole number from 0 to 10'],
  ['an unknown level', { LOG_LEVEL: 'verbose' }, 'LOG_LEVEL must be one of'],
  ['a demo that is yes', { OG_DEMO: 'yes' }, 'OG_DEMO must be 1 or 0'],
  ['a bank that is yes', { SIMULATED_BANK: 'yes' }, 'SIMULATED_BANK must be 1 or 0'],
  ['another database', { DATABASE_URL: `mysql://u:${canary}@db` }, 'DATABASE_URL must be an address such as'],
  ['a database nowhere', { DATABASE_URL: `postgres://u:${canary}@db:port/x` }, 'DATABASE_URL must be an address'],
  ['variable and file', { DATABASE_URL: strongUrl, DATABASE_URL_FILE: '@database-url' }, 'are both set: keep one'],
  ['a missing file', { DATABASE_URL_FILE: '/nowhere/at-all' }, 'DATABASE_URL_FILE: the file /nowhere/at-all does not'],
  ['a folder', { DATABASE_URL_FILE: '@a-folder' }, 'is a folder; name the file'],
  ['an open file', { DATABASE_URL_FILE: '@open' }, 'is open to every user of this machine; give it mode 0600'],
  ['an empty file', { DATABASE_URL_FILE: '@empty' }, 'is empty; write the secret into it'],
  ['an address with a path', { PUBLIC_URL: 'https://example.org/shop' }, 'PUBLIC_URL must be an address such as'],
  ['an address of another kind', { PUBLIC_URL: 'ftp://example.org' }, 'PUBLIC_URL must be an address such as'],
  ['a bank nowhere', { SIMULATED_BANK_URL: 'localhost:3100' }, 'SIMULATED_BANK_URL must be an address such as'],
  ['mails to nonsense', { SMTP_URL: canary }, 'SMTP_URL must be an address such as'],
  ['mails from nobody', { SMTP_URL: `smtps://a:${canary}@b.org` }, 'MAIL_FROM must say who mails come from'],
  ['a sender without a server', { MAIL_FROM: 'a@b.org' }, 'MAIL_FROM is set without SMTP_URL'],
  ['a Redis of another kind', { REDIS_URL: `http://u:${canary}@cache` }, 'REDIS_URL must be an address such as'],
  ['metrics on a word', { METRICS_PORT: 'prometheus' }, 'METRICS_PORT must be a whole number from 0 to 65535'],
  ['figures for nobody', { OG_METRICS: 'statsd' }, 'OG_METRICS must be emf or unset'],
  ['traces in the clear', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example.org' }, 'must be an address such'],
  ['more traces than all', { OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1'],
  ['errors to nonsense', { SENTRY_DSN: `https://${canary}:x@errors.example.org/1` }, 'SENTRY_DSN must be an address'],
  ['a patience of an hour', { SHUTDOWN_DRAIN_SECONDS: '3600' }, 'SHUTDOWN_DRAIN_SECONDS must be a whole number'],
  ['a contact by telephone', { SECURITY_CONTACT: 'tel:+33123456789' }, 'SECURITY_CONTACT must be an address such as'],
  [
    'passwords asked in the clear',
    { BREACHED_PASSWORDS_URL: 'http://breaches.example.org/range/' },
    'with a slash at its',
  ],
  ['passwords asked nowhere', { BREACHED_PASSWORDS_URL: 'https://breaches.example.org/range' }, 'with a slash at its'],
  ['a secret as a variable', { TICKET_HMAC_KEY: canary }, 'TICKET_HMAC_KEY is not read: put the secret into a file'],
  ['a Stripe key as a variable', { STRIPE_SECRET_KEY: `sk_live_${canary}` }, 'STRIPE_SECRET_KEY is not read'],
  [
    'Stripe without its webhooks',
    { ...stripeOn, STRIPE_WEBHOOK_SECRET_FILE: '' },
    'STRIPE_WEBHOOK_SECRET_FILE missing',
  ],
  ['a Stripe key that is none', { ...stripeOn, STRIPE_SECRET_KEY_FILE: '@no-stripe-key' }, 'does not hold what Stripe'],
  ['Stripe keys of two modes', { ...stripeOn, STRIPE_SECRET_KEY_FILE: '@stripe-live' }, 'of different modes'],
  ['real money in a demo', { ...stripeLive, OG_DEMO: '1' }, 'STRIPE_SECRET_KEY_FILE holds a live key in a demo'],
  ['a public shop that may be a demo', { PUBLIC_URL: 'https://tickets.example.org' }, 'OG_DEMO must be set beside'],
];

function environmentOf(changes: Environment, base: Environment = {}): Environment {
  const path = (value: string): string => (value.startsWith('@') ? join(folder, value.slice(1)) : value);
  return { ...base, ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, path(value)])) };
}

function refusalOf(environment: Environment): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  return 'it started';
}

describe('a configuration is refused with one sentence', () => {
  test('a real shop and a demo that nothing is wrong with start', () => {
    expect(readConfig(real)).toMatchObject({ demo: false, publicUrl: 'https://tickets.example.org' });
    expect(readConfig({ ...real, PUBLIC_URL: 'http://localhost:3000', TRUSTED_PROXIES: '' }).demo).toBe(false);
    expect(readConfig({}).demo).toBe(true);
    expect(readConfig({ OG_DEMO: '1', PUBLIC_URL: 'https://demo.example.org' }).demo).toBe(true);
  });

  test('a real shop has the simulated bank only where it says that it means it', () => {
    expect(readConfig(real).simulatedBank).toBe(true);
    expect(readConfig(environmentOf({ ...stripeOn, SIMULATED_BANK: '' }, real)).simulatedBank).toBe(false);
    expect(readConfig({}).simulatedBank).toBe(true);
  });

  const sentence = /^The configuration is wrong: [^\n]+\.$/;
  test.each(unfitForARealShop)('for a real shop: %s', (_name, changes, said) => {
    const message = refusalOf(environmentOf(changes, real));
    expect(message).toMatch(sentence);
    expect(message).toContain(said);
    expect(message).not.toContain(canary);
  });

  test.each(unfitForAll)('for all: %s', (_name, changes, said) => {
    const message = refusalOf(environmentOf(changes));
    expect(message).toMatch(sentence);
    expect(message).toContain(said);
    expect(message).not.toContain(canary);
  });

  test('several faults are all told at once, each once', () => {
    const message = refusalOf({ PORT: 'x', LOG_LEVEL: 'x' });
    expect(message).toBe(
      'The configuration is wrong: LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent; PORT must be a whole number from 0 to 65535.',
    );
  });
});

/** Starts the shop as an operator does. Resolves to its exit code and all that it said. */
function start(environment: Environment): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, [main], {
      env: { PORT: '0', ...compileCache, ...environment },
      stdio: 'pipe',
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

describe('the process itself', () => {
  test('ends with another code than 0, after one sentence', async () => {
    const dataDir = join(folder, 'unfit');
    await loadKeyRing({ dataDir, files: {}, generate: true });
    await chmod(join(dataDir, 'secrets', 'access-token-key'), 0o644);
    const cases: [Environment, string][] = [
      [environmentOf({ LOG_LEVEL: 'debug' }, real), 'LOG_LEVEL must be info or above'],
      [environmentOf({ SMTP_URL: `smtp//${canary}` }), 'SMTP_URL must be an address'],
      [environmentOf({ OG_DATA_DIR: dataDir }, real), 'ACCESS_TOKEN_KEY_FILE: '],
      // The folder of this one holds no secrets, and a real shop makes none.
      [real, 'TICKET_ENCRYPTION_KEY_FILE is not set and there is no '],
    ];
    const ends = await Promise.all(cases.map(([environment]) => start(environment)));
    for (const [index, { code, said }] of ends.entries()) {
      expect(code).toBe(1);
      expect(said.trim()).toMatch(/^OG-Tickets cannot start\. [^\n]+\.$/);
      expect(said).toContain(cases[index]?.[1]);
      expect(said).not.toContain(canary);
    }
  }, 120_000);

  test.skipIf(process.platform === 'win32')('gives the programs that it starts none of its environment', async () => {
    const { code, output } = await run('/usr/bin/env', [], undefined);
    expect(code).toBe(0);
    expect(new Set(output.trim().split('\n'))).toEqual(new Set(['LC_ALL=C', 'TZ=UTC']));
  });
});

test('docs/configuration.md lists every setting that is read, and no other', async () => {
  const read = new Set<string>();
  const environment = (values: Environment): Environment =>
    new Proxy(values, {
      get: (target, name) => {
        read.add(String(name));
        return Reflect.get(target, name);
      },
    });
  readConfig(environment(environmentOf(stripeOn)));
  readConfig(environment(real));
  readBankConfig(environment({}));
  const docs = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const listed = Array.from(docs.matchAll(/^\| `(\w+)` \|/gm), ([, name]) => name);
  const settings = Array.from(read).filter((name) => !neverVariables.includes(name));
  expect(new Set(listed)).toEqual(new Set(settings));
  expect(listed).toHaveLength(settings.length);
});
