import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startProcesses } from '../../../test/processes.ts';
import { Client, fromElsewhere } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf } from '../../../test/mails.ts';
import { passwordHasher } from './password-hasher.ts';
import { networkOf } from './rules/tries.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop({ environment: { TRUSTED_PROXIES: '1' } });
});
afterAll(async () => {
  await shop.close();
});

function guess(email: string, url = shop.url, headers = fromElsewhere()) {
  return new Client(url).post('/auth/login', { email, password: `guess ${randomBytes(6).toString('hex')}` }, headers);
}

describe('guessing', () => {
  it('one account from many addresses: ten hashes in a quarter of an hour over all processes, then 429', async () => {
    const account = await shop.make.account();
    const others = await startProcesses(shop, 2, { TRUSTED_PROXIES: '1', LOG_LEVEL: 'fatal' });
    onTestFinished(() => others.stop());
    const urls = [shop.url, ...others.urls];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => guess(account.email, urls[index % urls.length])),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    const right = await shop.client().post('/auth/login', { email: account.email, password: account.password });
    expect(right.status).toBe(429);
  });

  it('is slowed alike where there is no account', async () => {
    const email = `nobody-${randomBytes(4).toString('hex')}@example.org`;
    const statuses = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await guess(email)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });

  it('does not lock out a browser that logged in before', async () => {
    const account = await shop.make.account();
    const own = await shop.make.login(account);
    for (let i = 0; i < 12; i += 1) await guess(account.email);
    const again = await own.post('/auth/login', { email: account.email, password: account.password });
    expect(again.status).toBe(200);
    const stranger = await shop.client().post('/auth/login', { email: account.email, password: account.password });
    expect(stranger.status).toBe(429);
    // Its own allowance is no larger, and a made-up cookie has none.
    const statuses = [];
    for (let i = 0; i < 11; i += 1) {
      statuses.push((await own.post('/auth/login', { email: account.email, password: `guess ${i}` })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    const madeUp = shop.client();
    madeUp.cookies.set('og_device', 'x'.repeat(43));
    expect((await madeUp.post('/auth/login', { email: account.email, password: account.password })).status).toBe(429);
  });

  it('checks an account that was guessed at after all others, and a browser that it knows before them', async () => {
    const account = await shop.make.account();
    const nobody = { email: `nobody-${randomBytes(4).toString('hex')}@example.org`, password: account.password };
    const own = await shop.make.login(account);
    const verify = vi.spyOn(passwordHasher, 'verify');
    onTestFinished(() => verify.mockRestore());
    const standings = async (browser: Client, { email, password }: { email: string; password: string }) => {
      verify.mockClear();
      await browser.post('/auth/login', { email, password }, fromElsewhere());
      return verify.mock.calls.map(([, , standing]) => standing);
    };
    for (const one of [account, nobody]) {
      expect(await standings(shop.client(), { ...one, password: 'a first guess' })).toEqual(['usual']);
      expect(await standings(shop.client(), { ...one, password: 'a second guess' })).toEqual(['suspect']);
    }
    expect(await standings(own, account)).toEqual(['known']);
    const other = await shop.make.account();
    expect(await standings(shop.client(), other)).toEqual(['usual']);
    expect(await standings(shop.client(), other)).toEqual(['usual']);
  });

  it('gives tries back that were right, and forgets the others after a quarter of an hour', async () => {
    const account = await shop.make.account();
    for (let i = 0; i < 12; i += 1) {
      expect((await shop.client().post('/auth/login', account, fromElsewhere())).status).toBe(400);
      await shop.make.login(account);
    }
    for (let i = 0; i < 10; i += 1) expect((await guess(account.email)).status).toBe(401);
    expect((await guess(account.email)).status).toBe(429);
    await sql`UPDATE accounts.tries SET tried_at = ARRAY(
      SELECT at - interval '900 seconds' FROM unnest(tried_at) AS at)`.execute(shop.db);
    expect((await guess(account.email)).status).toBe(401);
  });

  it('many accounts from one address: a hundred wrong passwords, then 429 there and nowhere else', async () => {
    const here = { 'x-forwarded-for': '198.51.100.7' };
    await shop.db
      .insertInto('accounts.tries')
      .values({
        kind: 'password-address',
        subject: sql<Buffer>`sha256(convert_to('password-address' || chr(10) || '198.51.100.7', 'UTF8'))`,
        tried_at: sql<Date[]>`array_fill(now(), ARRAY[99])`,
        expires_at: sql<Date>`now() + interval '15 minutes'`,
      })
      .execute();
    expect((await guess('a@example.org', shop.url, here)).status).toBe(401);
    expect((await guess('b@example.org', shop.url, here)).status).toBe(429);
    expect((await guess('b@example.org')).status).toBe(401);
  });
});

describe('a login on a browser that is not known', () => {
  it('is told to the owner, except the first one; the same browser is no news', async () => {
    const account = await shop.make.account();
    const own = await shop.make.login(account);
    await own.post('/auth/logout');
    own.accessToken = null;
    expect(own.cookies.has('og_device')).toBe(true);
    await shop.make.login(account, own);
    const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';
    const body = { email: account.email, password: account.password };
    const other = await shop.client().call('POST', '/auth/login', { body, headers: { 'user-agent': firefox } });
    expect(other.status).toBe(200);
    const mails = await mailsOf(shop, account.email, 1);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe('Nouvelle connexion à votre compte OG-Tickets');
    expect(mails[0]?.text).toContain('Firefox sur Windows');
  });
});

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('counts %s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
