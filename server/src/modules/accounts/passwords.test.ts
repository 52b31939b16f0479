import { argon2Sync } from 'node:crypto';
import { request } from 'node:http';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBreaches } from '../../../test/breaches.ts';
import { Client } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf, tokenOf } from '../../../test/mails.ts';
import { hashToken } from './secret-token.ts';
import { emailIndex } from './personal-data.ts';

let shop: TestShop;
const breaches = await startBreaches();
beforeAll(async () => {
  shop = await startTestShop({ environment: { BREACHED_PASSWORDS_URL: breaches.url } });
});
afterAll(async () => {
  await shop.close();
  await breaches.close();
});

const next = 'la pluie tombe sur le jardin';

async function forgotten(email: string, count = 1): Promise<string> {
  const answer = await shop.client().post('/auth/password/forgot', { email });
  expect([answer.status, answer.body]).toEqual([202, { accepted: true }]);
  return tokenOf((await mailsOf(shop, email, count)).at(-1), 'mot-de-passe');
}

function reset(token: string, password = next, browser = shop.client()) {
  return browser.post('/auth/password/reset', { token, password });
}

async function logIn({ email }: MadeAccount, password: string, browser = shop.client()): Promise<number> {
  return (await browser.post('/auth/login', { email, password })).status;
}

describe('a forgotten password', () => {
  it('is replaced by the link of a mail; every login ends and the owner is told', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const token = await forgotten(account.email);
    expect((await reset(token)).status).toBe(204);
    expect((await browser.get('/me')).status).toBe(401);
    expect((await browser.post('/auth/refresh')).status).toBe(401);
    expect([await logIn(account, account.password), await logIn(account, next)]).toEqual([401, 200]);
    const mails = await mailsOf(shop, account.email, 2);
    expect(mails.map(({ subject }) => subject)).toContain('Votre mot de passe OG-Tickets a changé');
  });

  it('answers alike for addresses with and without an account, and mails the one', async () => {
    const { email } = await shop.make.account();
    const unactivated = `waits-${email}`;
    await shop.client().post('/auth/register', {
      email: unactivated,
      password: next,
      firstName: 'Bo',
      lastName: 'Li',
      acceptTerms: true,
    });
    const answers = [];
    for (const address of [email, 'nobody@example.org', unactivated]) {
      const { status, bytes, headers } = await shop.client().post('/auth/password/forgot', { email: address });
      answers.push([status, bytes.toString(), headers.getSetCookie()]);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await mailsOf(shop, email, 1);
    expect(await mailsOf(shop, 'nobody@example.org', 0)).toEqual([]);
    const subjects = (await mailsOf(shop, unactivated, 1)).map(({ subject }) => subject);
    expect(subjects).toEqual(['Activez votre compte OG-Tickets']);
  });

  it('sends three mails an hour to an address and still answers the same', async () => {
    const { email } = await shop.make.account();
    for (let i = 0; i < 5; i += 1) {
      expect((await shop.client().post('/auth/password/forgot', { email })).status).toBe(202);
    }
    await mailsOf(shop, email, 3);
    const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM accounts.password_resets AS r
      JOIN accounts.accounts AS a ON a.id = r.account_id WHERE a.email_key = ${emailIndex(shop.platform.keys, email)}`.execute(
      shop.db,
    );
    expect(rows[0]?.count).toBe(3);
  });

  it('takes the address of links from the settings, never from the Host header', async () => {
    const { email } = await shop.make.account();
    const body = JSON.stringify({ email });
    const { hostname, port } = new URL(shop.url);
    await new Promise((resolve, reject) => {
      const call = request(
        {
          hostname,
          port,
          method: 'POST',
          path: '/api/v1/auth/password/forgot',
          headers: {
            host: 'evil.example',
            'x-forwarded-host': 'evil.example',
            'content-type': 'application/json',
            'content-length': body.length,
            'x-requested-with': 'og-tickets',
          },
        },
        (answer) => answer.resume().on('end', resolve),
      );
      call.on('error', reject).end(body);
    });
    const [mail] = await mailsOf(shop, email, 1);
    expect(`${mail?.text}${mail?.html}`).not.toContain('evil');
    expect(mail?.text).toContain(`${shop.url}/mot-de-passe#token=`);
  });
});

describe('the token of a reset', () => {
  it('has 256 bits of which only the hash is kept, and works once under 50 parallel tries', async () => {
    const account = await shop.make.account();
    const token = await forgotten(account.email);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const { rows } = await sql<{ row: string; hash: Buffer }>`
      SELECT r::text AS row, token_hash AS hash FROM accounts.password_resets AS r
      WHERE account_id = ${account.id}`.execute(shop.db);
    expect(rows[0]?.hash).toEqual(hashToken(token));
    expect(rows[0]?.row).not.toContain(token);
    const tries = await Promise.all(Array.from({ length: 50 }, () => reset(token)));
    const statuses = tries.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(new Set(statuses)).toEqual(new Set([204, 422]));
  });

  it('is over to the second after an hour', async () => {
    const account = await shop.make.account();
    const token = await forgotten(account.email);
    const shift = (seconds: number) =>
      sql`UPDATE accounts.password_resets SET expires_at = now() + make_interval(secs => ${seconds})
        WHERE account_id = ${account.id}`.execute(shop.db);
    const { rows } = await sql<{ minutes: number }>`
      SELECT extract(epoch FROM expires_at - now())::float8 / 60 AS minutes FROM accounts.password_resets
      WHERE account_id = ${account.id}`.execute(shop.db);
    expect(rows[0]?.minutes).toBeGreaterThan(59);
    expect(rows[0]?.minutes).toBeLessThanOrEqual(60);
    await shift(0);
    expect(Client.problem(await reset(token)).code).toBe('token_invalid');
    await shift(30);
    expect((await reset(token)).status).toBe(204);
  });

  it('stays good after a password that is refused, and dies with any other change of the password', async () => {
    const account = await shop.make.account();
    const first = await forgotten(account.email);
    expect(Client.problem(await reset(first, 'Motdepasse123!')).code).toBe('password_too_common');
    breaches.known.add('un mot que tous connaissent');
    expect(Client.problem(await reset(first, 'un mot que tous connaissent')).code).toBe('password_too_common');
    expect(Client.problem(await reset(first, 'court')).fields?.[0]?.field).toBe('body.password');
    const second = await forgotten(account.email, 2);
    expect((await reset(second)).status).toBe(204);
    expect(Client.problem(await reset(first)).code).toBe('token_invalid');
    expect(Client.problem(await reset('x'.repeat(43))).code).toBe('token_invalid');
  });

  it('opens nothing for a disabled account', async () => {
    const account = await shop.make.account();
    const token = await forgotten(account.email);
    await sql`UPDATE accounts.accounts SET status = 'disabled' WHERE id = ${account.id}`.execute(shop.db);
    expect(Client.problem(await reset(token)).code).toBe('token_invalid');
  });
});

describe('changing the password', () => {
  it('needs the current one, ends the other logins and tells the owner', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const other = await shop.make.login(account);
    const wrong = await browser.post('/auth/password/change', { current: 'not this one', next });
    expect(Client.problem(wrong)).toMatchObject({ status: 403, code: 'password_wrong' });
    const common = await browser.post('/auth/password/change', { current: account.password, next: 'Motdepasse123!' });
    expect(Client.problem(common).code).toBe('password_too_common');
    expect((await browser.post('/auth/password/change', { current: account.password, next })).status).toBe(204);
    expect([(await browser.get('/me')).status, (await other.get('/me')).status]).toEqual([200, 401]);
    expect([await logIn(account, account.password), await logIn(account, next)]).toEqual([401, 200]);
    const mails = await mailsOf(shop, account.email, 2);
    expect(mails.some(({ text }) => text.includes('vient d’être changé'))).toBe(true);
  });

  it('lets somebody at an open login guess ten times in a quarter of an hour', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const statuses = [];
    for (let i = 0; i < 11; i += 1) {
      statuses.push((await browser.post('/auth/password/change', { current: `guess number ${i}`, next })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(403), 429]);
    const right = await browser.post('/auth/password/change', { current: account.password, next });
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(800);
  });
});

it('renews a hash of older parameters at login', async () => {
  const account = await shop.make.account();
  const salt = Buffer.alloc(16, 7);
  const tag = argon2Sync('argon2id', {
    message: account.password,
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: 8_192,
    passes: 1,
  });
  const b64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  const old = `$argon2id$v=19$m=8192,t=1,p=1$${b64(salt)}$${b64(tag)}`;
  await sql`UPDATE accounts.accounts SET password_hash = ${old} WHERE id = ${account.id}`.execute(shop.db);
  expect(await logIn(account, 'not the right one')).toBe(401);
  expect(await logIn(account, account.password)).toBe(200);
  const { rows } = await sql<{ hash: string }>`
    SELECT password_hash AS hash FROM accounts.accounts WHERE id = ${account.id}`.execute(shop.db);
  expect(rows[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await logIn(account, account.password)).toBe(200);
});
