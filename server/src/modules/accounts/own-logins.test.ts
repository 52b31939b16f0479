import type { Login } from '@og-tickets/contract/logins.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { withTx } from '../../platform/database/database.ts';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { startProcesses } from '../../../test/processes.ts';
import { forgetExpired } from './actions/forget-expired.ts';
import { changeRole, disableAccount, enableAccount } from './index.ts';
import { deviceName } from './rules/device-name.ts';
import { emailIndex } from './personal-data.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(async () => {
  await shop.close();
});

async function list(browser: Client): Promise<Login[]> {
  return (await browser.get<{ items: Login[] }>('/me/logins')).body.items;
}

describe('the open logins', () => {
  it('are listed with device and times, this one marked, without any address', async () => {
    const account = await shop.make.account();
    await shop.make.login(account);
    const body = { email: account.email, password: account.password };
    const headers = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605 <b>x</b>' };
    const phone = shop.client();
    phone.accessToken = (
      await phone.call<{ accessToken: string }>('POST', '/auth/login', { body, headers })
    ).body.accessToken;
    const items = await list(phone);
    expect(items.map(({ browser, system, current }) => [browser, system, current])).toEqual([
      ['Safari', 'iPhone', true],
      [null, null, false],
    ]);
    expect(items[0]?.lastUsedAt).toMatch(/:00\.000Z$/);
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual([
      'browser',
      'createdAt',
      'current',
      'id',
      'lastUsedAt',
      'system',
    ]);
    const { rows } = await sql`SELECT FROM accounts.logins AS l WHERE l::text LIKE '%Mozilla%'`.execute(shop.db);
    expect(rows).toEqual([]);
  });

  it('can be ended one by one, but only one’s own', async () => {
    const account = await shop.make.account();
    const [here, there] = [await shop.make.login(account), await shop.make.login(account)];
    const stranger = await shop.make.login();
    const other = (await list(here)).find(({ current }) => !current)?.id ?? '';
    expect(Client.problem(await stranger.call('DELETE', `/me/logins/${other}`)).code).toBe('not_found');
    expect((await there.get('/me')).status).toBe(200);
    expect((await here.call('DELETE', `/me/logins/${other}`)).status).toBe(204);
    expect([(await there.get('/me')).status, (await there.post('/auth/refresh')).status]).toEqual([401, 401]);
    expect(await list(here)).toHaveLength(1);
    expect((await here.call('DELETE', `/me/logins/${other}`)).status).toBe(404);
    expect((await here.call('DELETE', '/me/logins/1')).status).toBe(400);
  });

  it('end all at once', async () => {
    const account = await shop.make.account();
    const browsers = [await shop.make.login(account), await shop.make.login(account)];
    const answer = await browsers[0]?.post('/auth/logout-all');
    expect(answer?.status).toBe(204);
    for (const browser of browsers) {
      expect([(await browser.get('/me')).status, (await browser.post('/auth/refresh')).status]).toEqual([401, 401]);
    }
  });
});

describe('an operator', () => {
  it('shuts and opens an account, and gives another role: within a second in every process', async () => {
    const other = await startProcesses(shop, 1);
    onTestFinished(() => other.stop());
    const [elsewhere = ''] = other.urls;
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const faraway = new Client(elsewhere);
    faraway.accessToken = browser.accessToken;
    expect((await faraway.get('/me')).status).toBe(200);
    expect(await withTx(shop.db, (tx) => changeRole(tx, account.id, 'controller'))).toEqual({
      before: 'customer',
      after: 'controller',
    });
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect([(await faraway.get('/me')).status, (await browser.get('/me')).status]).toEqual([401, 401]);
    browser.accessToken = null;
    const renewed = await browser.post<{ accessToken: string }>('/auth/refresh');
    browser.accessToken = renewed.body.accessToken;
    faraway.accessToken = renewed.body.accessToken;
    expect((await faraway.get('/me')).body).toMatchObject({ role: 'controller' });
    expect(await withTx(shop.db, (tx) => disableAccount(tx, account.id))).toEqual({
      before: 'active',
      after: 'disabled',
    });
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect([(await faraway.get('/me')).status, (await browser.get('/me')).status]).toEqual([401, 401]);
    expect((await browser.post('/auth/refresh')).status).toBe(401);
    expect(await withTx(shop.db, (tx) => enableAccount(tx, account.id))).toEqual({
      before: 'disabled',
      after: 'active',
    });
    expect(await withTx(shop.db, (tx) => enableAccount(tx, account.id))).toEqual({ before: 'active', after: 'active' });
  });
});

it('what is over is forgotten: registrations, accounts that nobody activated, links, logins, tries, old browsers', async () => {
  const account = await shop.make.account();
  await shop.make.login(account);
  const email = `waits-${account.email}`;
  const form = { email, password: 'la pluie tombe encore', firstName: 'A', lastName: 'B', acceptTerms: true };
  await shop.client().post('/auth/register', form);
  await shop.client().post('/auth/password/forgot', { email: account.email });
  const tables = ['registrations', 'password_resets', 'logins', 'tries'];
  await forgetExpired(shop.platform);
  const count = async (table: string): Promise<number> => {
    const { rows } = await sql<{
      count: number;
    }>`SELECT count(*)::int AS count FROM ${sql.table(`accounts.${table}`)}`.execute(shop.db);
    return rows[0]?.count ?? 0;
  };
  for (const table of [...tables, 'known_devices']) expect(await count(table)).toBeGreaterThan(0);
  for (const table of tables)
    await sql`UPDATE ${sql.table(`accounts.${table}`)} SET expires_at = now() - interval '1 second'`.execute(shop.db);
  await sql`UPDATE accounts.known_devices SET last_seen_at = now() - interval '396 days'`.execute(shop.db);
  await forgetExpired(shop.platform);
  for (const table of [...tables, 'known_devices']) expect(await count(table)).toBe(0);
  const { rows } = await sql<{ email: string }>`SELECT email_key AS email FROM accounts.accounts`.execute(shop.db);
  expect(rows.map((row) => row.email)).toContain(emailIndex(shop.platform.keys, account.email));
  expect(rows.map((row) => row.email)).not.toContain(emailIndex(shop.platform.keys, email));
});

it('of a browser that the version before wrote down whole, two words are left', async () => {
  const account = await shop.make.account();
  const client = await shop.make.login(account);
  const whole = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  await sql`UPDATE accounts.logins SET user_agent = ${whole} WHERE account_id = ${account.id}`.execute(shop.db);
  await forgetExpired(shop.platform);
  expect((await list(client)).map(({ browser, system }) => [browser, system])).toEqual([['Firefox', 'Linux']]);
  const { rows } = await sql`SELECT FROM accounts.logins WHERE user_agent IS NOT NULL`.execute(shop.db);
  expect(rows).toEqual([]);
});

describe('deviceName', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0', 'Edge', 'Linux'],
    ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36', 'Chrome', 'Android'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/19 Safari/605', 'Safari', 'macOS'],
    ['curl/8', null, null],
    ['', null, null],
  ])('reads %j', (userAgent, browser, system) => {
    expect(deviceName(userAgent)).toEqual({ browser, system });
  });
});
