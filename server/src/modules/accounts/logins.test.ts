import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, fromElsewhere } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { authenticateToken } from './authenticate-token.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop({ environment: { TRUSTED_PROXIES: '1' } });
});
afterAll(() => shop.close());

const cookie = 'og_refresh';

/** A browser with one refresh token and nothing else. */
function holding(token: string | undefined): Client {
  const browser = shop.client();
  browser.cookies.set(cookie, token ?? '');
  return browser;
}

function refreshed(browser: Client): Promise<number> {
  return browser.post('/auth/refresh').then(({ status }) => status);
}

/** Makes every used refresh token of an account used so much earlier. */
async function ageUsedTokens(account: MadeAccount, seconds: number): Promise<void> {
  await sql`UPDATE accounts.refresh_tokens SET used_at = used_at - make_interval(secs => ${seconds})
    FROM accounts.logins l WHERE l.id = login_id AND l.account_id = ${account.id}`.execute(shop.db);
}

/** Does something while a refresh token counts as used an hour later than it is, so that no busy machine outlasts the grace. */
async function withoutHurry(work: () => Promise<void>): Promise<void> {
  await sql`CREATE FUNCTION accounts.use_later() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN NEW.used_at := NEW.used_at + interval ''1 hour''; RETURN NEW; END'`.execute(shop.db);
  await sql`CREATE TRIGGER use_later BEFORE UPDATE OF used_at ON accounts.refresh_tokens
    FOR EACH ROW EXECUTE FUNCTION accounts.use_later()`.execute(shop.db);
  try {
    await work();
  } finally {
    await sql`DROP FUNCTION accounts.use_later() CASCADE`.execute(shop.db);
  }
}

async function endings(account: MadeAccount): Promise<(string | null)[]> {
  const { rows } = await sql<{ because: string | null }>`
    SELECT ended_because AS because FROM accounts.logins WHERE account_id = ${account.id} ORDER BY id`.execute(shop.db);
  return rows.map(({ because }) => because);
}

describe('logging in', () => {
  it('gives a short access token, the user, and the refresh token in a cookie that scripts cannot read', async () => {
    const { email, password, id } = await shop.make.account();
    const answer = await shop.client().post<LoginReply>('/auth/login', { email, password });
    expect(answer.status).toBe(200);
    expect(answer.body.expiresInSeconds).toBe(480);
    expect(answer.body.user).toEqual({
      id,
      email,
      firstName: 'Ana',
      lastName: 'Martín',
      role: 'customer',
      locale: 'fr',
    });
    const [line = '', device] = answer.headers.getSetCookie();
    expect(device).toMatch(/^og_device=[\w-]{43}; Max-Age=34128000; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(line).toMatch(/^og_refresh=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.bytes.toString()).not.toContain(line.slice(cookie.length + 1, cookie.length + 44));
    const { rows } = await sql<{ row: string }>`SELECT encode(token_hash, 'escape') AS row
      FROM accounts.refresh_tokens`.execute(shop.db);
    expect(JSON.stringify(rows)).not.toContain(line.slice(cookie.length + 1, cookie.length + 44));
  });

  it('refuses an unknown address, a wrong password, an unactivated and a disabled account in the same words', async () => {
    const { email, password } = await shop.make.account();
    const states = { unactivated: await shop.make.account(), disabled: await shop.make.account() };
    for (const [status, account] of Object.entries(states)) {
      await sql`UPDATE accounts.accounts SET status = ${status} WHERE id = ${account.id}`.execute(shop.db);
    }
    const answers = [];
    for (const body of [
      { email: 'nobody@example.org', password },
      { email, password: `${password}.` },
      { email: states.unactivated.email, password: states.unactivated.password },
      { email: states.disabled.email, password: states.disabled.password },
      { email: '%', password },
    ]) {
      const answer = await shop.client().post('/auth/login', body);
      const { requestId: _requestId, ...problem } = Client.problem(answer);
      answers.push({ problem, cookies: answer.headers.getSetCookie() });
    }
    expect(answers[0]?.problem).toMatchObject({ status: 401, code: 'bad_credentials' });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const broken = await shop.client().post('/auth/login', { email: 'a\u0000b', password });
    expect(Client.problem(broken).fields?.[0]?.field).toBe('body.email');
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    const tookMs = async (address: string): Promise<number> => {
      const from = performance.now();
      await shop.client().post('/auth/login', { email: address, password: 'not the right one' }, fromElsewhere());
      return performance.now() - from;
    };
    const pairs: [number, number][] = [];
    for (let i = 0; i < 15; i += 1) {
      const { email } = await shop.make.account();
      pairs.push([await tookMs(email), await tookMs(`nobody-${i}@example.org`)]);
    }
    const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const known = median(pairs.map(([ms]) => ms));
    const unknown = median(pairs.map(([, ms]) => ms));
    // Without the hash for nobody the second is ten times faster.
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  it('sends away who comes when fifty wait already, and serves the others', async () => {
    const asked = Array.from({ length: 80 }, (_, index) => {
      const body = { email: `nobody-${index + 100}@example.org`, password: 'not the right one' };
      return shop.client().post('/auth/login', body, fromElsewhere());
    });
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    // At most thirty, however long a hash takes here.
    expect(refused[0]?.headers.get('retry-after')).toMatch(/^([12]?[1-9]|[123]0)$/);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(80 - refused.length);
  });
});

describe('a refresh token', () => {
  it('is replaced at each use and lets its browser go on', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const seen = new Set([browser.cookies.get(cookie)]);
    for (let i = 0; i < 3; i += 1) {
      const answer = await browser.post<LoginReply>('/auth/refresh');
      expect(answer.status).toBe(200);
      browser.accessToken = answer.body.accessToken;
      expect((await browser.get('/me')).status).toBe(200);
      seen.add(browser.cookies.get(cookie));
    }
    expect(seen.size).toBe(4);
    expect(await endings(account)).toEqual([null]);
  });

  it('may be sent by two hundred calls at once', async () => {
    const account = await shop.make.account();
    const token = (await shop.make.login(account)).cookies.get(cookie);
    await withoutHurry(async () => {
      const statuses = await Promise.all(Array.from({ length: 200 }, () => refreshed(holding(token))));
      expect(new Set(statuses)).toEqual(new Set([200]));
    });
    expect(await endings(account)).toEqual([null]);
  });

  it('used again within ten seconds gives another of the same login', async () => {
    const account = await shop.make.account();
    const first = (await shop.make.login(account)).cookies.get(cookie);
    const [one, other] = [holding(first), holding(first)];
    expect([await refreshed(one), await refreshed(other)]).toEqual([200, 200]);
    // Some seconds less than the grace: the calls themselves may take as long.
    await ageUsedTokens(account, 5);
    expect(await refreshed(holding(first))).toBe(200);
    expect([await refreshed(one), await refreshed(other)]).toEqual([200, 200]);
    expect(await endings(account)).toEqual([null]);
  });

  it('used again later ends the login for the thief and the owner, and no other login', async () => {
    const account = await shop.make.account();
    const [browser, elsewhere] = [await shop.make.login(account), await shop.make.login(account)];
    const copied = browser.cookies.get(cookie);
    expect(await refreshed(browser)).toBe(200);
    await ageUsedTokens(account, 11);
    const thief = await holding(copied).post('/auth/refresh');
    expect(Client.problem(thief).code).toBe('unauthenticated');
    expect(thief.headers.getSetCookie()[0]).toMatch(/^og_refresh=; Max-Age=0;/);
    expect((await browser.get('/me')).status).toBe(401);
    browser.accessToken = null;
    expect(await refreshed(browser)).toBe(401);
    expect((await elsewhere.get('/me')).status).toBe(200);
    expect(await refreshed(elsewhere)).toBe(200);
    expect(await endings(account)).toEqual(['token_reuse', null]);
  });

  it('is worth nothing when it is missing, made up, an access token, or its login is over', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const token = browser.cookies.get(cookie);
    expect(await refreshed(shop.client())).toBe(401);
    expect(await refreshed(holding('x'.repeat(43)))).toBe(401);
    expect(await refreshed(holding(browser.accessToken ?? ''))).toBe(401);
    await sql`UPDATE accounts.logins SET expires_at = now() WHERE account_id = ${account.id}`.execute(shop.db);
    expect(await refreshed(holding(token))).toBe(401);
    await sql`UPDATE accounts.logins SET expires_at = now() + interval '1 day'
      WHERE account_id = ${account.id}`.execute(shop.db);
    expect(await refreshed(holding(token))).toBe(200);
    const { rows } = await sql<{ days: number }>`SELECT extract(epoch FROM expires_at - now())::float8 / 86400 AS days
      FROM accounts.logins WHERE account_id = ${account.id}`.execute(shop.db);
    expect(rows[0]?.days).toBeCloseTo(30, 1);
  });

  it('keeps a login for ninety days, however often it is used', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const pass = (days: number) =>
      sql`UPDATE accounts.logins SET created_at = created_at - make_interval(days => ${days}),
        expires_at = expires_at - make_interval(days => ${days}) WHERE account_id = ${account.id}`.execute(shop.db);
    for (const days of [29, 29, 29]) {
      await pass(days);
      expect(await refreshed(browser)).toBe(200);
    }
    await pass(2);
    expect(await refreshed(browser)).toBe(200);
    await pass(1);
    expect(await refreshed(browser)).toBe(401);
  });
});

describe('the end of a login', () => {
  it('comes with logout, at once and for both tokens', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const { accessToken } = browser;
    const token = browser.cookies.get(cookie);
    const answer = await browser.post('/auth/logout');
    expect(answer.status).toBe(204);
    expect(browser.cookies.has(cookie)).toBe(false);
    expect((await browser.get('/me')).status).toBe(401);
    expect(await refreshed(holding(token))).toBe(401);
    expect(await endings(account)).toEqual(['logout']);
    expect((await shop.client().post('/auth/logout')).status).toBe(204);
    expect(accessToken).not.toBeNull();
  });

  it('comes with logout by the cookie alone, when the access token is gone', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    expect((await holding(browser.cookies.get(cookie)).post('/auth/logout')).status).toBe(204);
    expect((await browser.get('/me')).status).toBe(401);
    expect(await endings(account)).toEqual(['logout']);
  });

  it.each([
    ['the account is disabled', `UPDATE accounts.accounts SET status = 'disabled' WHERE id = `, 401],
    ['the role is another', `UPDATE accounts.accounts SET role = 'controller' WHERE id = `, 200],
    [
      'another process ended it',
      `UPDATE accounts.logins SET ended_at = now(), ended_because = 'logout' WHERE account_id = `,
      401,
    ],
  ])('or a new token is needed once %s', async (_when, update, refreshStatus) => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const token = browser.accessToken ?? '';
    // A copy of the platform remembers no login: what any process knows within a second.
    expect(await authenticateToken({ ...shop.platform }, token)).toMatchObject({ accountId: account.id });
    await sql`${sql.raw(update)} ${account.id}`.execute(shop.db);
    expect(await authenticateToken({ ...shop.platform }, token)).toBeNull();
    browser.accessToken = null;
    expect(await refreshed(browser)).toBe(refreshStatus);
  });
});

describe('limits', () => {
  it('let one address try thirty times a minute', async () => {
    const strict = await startTestShop({ rateLimits: true });
    try {
      const client = new Client(strict.url);
      const statuses: number[] = [];
      for (let i = 0; i < 32; i += 1) {
        statuses.push((await client.post('/auth/activate', { token: 'x'.repeat(43) })).status);
      }
      expect(statuses).toEqual([...Array<number>(30).fill(422), 429, 429]);
      const refused = await client.post('/auth/activate', { token: 'x'.repeat(43) });
      expect(Client.problem(refused).code).toBe('rate_limited');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await strict.close();
    }
  });

  it('send the refresh cookie by https only where the shop has https', async () => {
    const secure = await startTestShop({ environment: { OG_DEMO: '1', PUBLIC_URL: 'https://tickets.example.org' } });
    try {
      const { email, password } = await secure.make.account();
      const answer = await new Client(secure.url).post('/auth/login', { email, password });
      expect(answer.headers.getSetCookie()[0]).toMatch(
        /^__Host-og_refresh=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
    } finally {
      await secure.close();
    }
  });
});
