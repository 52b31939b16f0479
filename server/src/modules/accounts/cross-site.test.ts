import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

/** Everything that a write could have changed for an account. */
async function stateOf(accountId: string): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    SELECT jsonb_build_object(
      'account', (SELECT to_jsonb(a) FROM accounts.accounts a WHERE a.id = ${accountId}),
      'logins', (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.id) FROM accounts.logins l WHERE l.account_id = ${accountId}),
      'tokens', (SELECT count(*) FROM accounts.refresh_tokens),
      'resets', (SELECT count(*) FROM accounts.password_resets),
      'registrations', (SELECT count(*) FROM accounts.registrations),
      'carts', (SELECT count(*) FROM carts.carts),
      'lines', (SELECT count(*) FROM carts.lines)
    )::text AS state`.execute(shop.db);
  return rows[0]?.state ?? '';
}

it('twenty forms and fetches of another site, with the cookies of a browser, change nothing', async () => {
  const session = await shop.make.session();
  const account = await shop.make.account();
  const browser = await shop.make.login(account);
  await browser.post('/cart/lines', { session: session.code, category: 'A', offer: 'solo', quantity: 1 });
  const cookies = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join('; ');
  expect(cookies).toContain('og_refresh=');
  const before = await stateOf(account.id);
  const evil = 'https://evil.example';
  const form = 'application/x-www-form-urlencoded';
  const json = 'application/json';
  const line = JSON.stringify({ session: session.code, category: 'A', offer: 'solo', quantity: 1 });
  const login = JSON.stringify({ email: account.email, password: account.password });
  // What a form can send, with and without an Origin; what a fetch without preflight can send; what one with it would.
  const attacks: [string, string, Record<string, string>, string | undefined][] = [
    ['POST', '/auth/refresh', { origin: evil, 'content-type': form }, 'a=b'],
    ['POST', '/auth/refresh', { 'content-type': form }, 'a=b'],
    ['POST', '/auth/refresh', { origin: 'null', 'content-type': 'text/plain' }, 'a=b'],
    ['POST', '/auth/refresh', { origin: evil, 'x-requested-with': 'og-tickets' }, undefined],
    ['POST', '/auth/refresh', {}, undefined],
    ['POST', '/auth/logout', { origin: evil, 'content-type': form }, 'a=b'],
    ['POST', '/auth/logout', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['POST', '/auth/logout', { origin: `${shop.url}.evil.example`, 'x-requested-with': 'x' }, undefined],
    ['POST', '/auth/logout', { origin: shop.url.replace('http:', 'https:'), 'x-requested-with': 'x' }, undefined],
    ['POST', '/auth/logout', {}, undefined],
    ['POST', '/auth/login', { origin: evil, 'content-type': 'text/plain' }, login],
    ['POST', '/auth/login', { 'content-type': json }, login],
    ['POST', '/auth/login', { origin: evil, 'content-type': json, 'x-requested-with': 'x' }, login],
    ['POST', '/auth/logout-all', { origin: evil, 'content-type': form }, 'a=b'],
    ['POST', '/cart/lines', { origin: evil, 'content-type': 'text/plain' }, line],
    ['POST', '/cart/lines', { 'content-type': json }, line],
    ['POST', '/cart/lines', { origin: evil, 'content-type': json, 'x-requested-with': 'x' }, line],
    ['POST', '/cart/extend', { origin: evil, 'content-type': form }, 'a=b'],
    ['POST', '/auth/password/forgot', { 'content-type': json }, JSON.stringify({ email: account.email })],
    ['GET', '/auth/logout', { origin: evil }, undefined],
  ];
  expect(attacks).toHaveLength(20);
  for (const [method, path, headers, body] of attacks) {
    const answer = await fetch(`${shop.url}/api/v1${path}`, {
      method,
      headers: { cookie: cookies, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    expect([method, path, answer.status >= 400]).toEqual([method, path, true]);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  expect(await stateOf(account.id)).toBe(before);
});
