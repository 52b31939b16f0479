import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import { CodeApp, forgetUsedCodes, outcomeOf, passwordStep, withApp } from '../../../test/factors.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { open } from '../../platform/keys/seal.ts';
import { findTotp, useStep } from './sql/totp.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

function attempts(count: number, attempt: (index: number) => Promise<string>): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => attempt(index)));
}

describe('a code app', () => {
  it('counts once a code of it was confirmed, and from then on a login waits for its code', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const begun = await browser.post<{ secret: string; uri: string }>('/me/mfa/totp');
    expect(begun.body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/OG-Tickets:/);
    expect(begun.body.uri).toContain(`secret=${begun.body.secret}`);
    await shop.make.login(account);
    const app = new CodeApp(begun.body.secret);
    expect(outcomeOf(await browser.post('/me/mfa/totp/confirm', { code: app.code(-9) }))).toBe('mfa_code_invalid');
    const code = app.code();
    const confirmed = await browser.post<{ recoveryCodes: string[] }>('/me/mfa/totp/confirm', { code });
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect(
      confirmed.body.recoveryCodes.every((one) => /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/.test(one)),
    ).toBe(true);

    const again = shop.client();
    const waiting = await passwordStep(again, account);
    expect(waiting).toMatchObject({ mfaRequired: true, methods: ['totp', 'recovery'], expiresInSeconds: 300 });
    expect(again.cookies.has('og_refresh')).toBe(false);
    const { mfaToken } = waiting;
    expect(outcomeOf(await again.post('/auth/login/mfa', { mfaToken, code }))).toBe('mfa_code_invalid');
    const login = await again.post<LoginReply>('/auth/login/mfa', { mfaToken, code: app.code(1) });
    expect(login.status).toBe(200);
    expect(login.body).toMatchObject({ mfa: 'proved', user: { id: account.id } });
    expect(again.cookies.has('og_refresh')).toBe(true);
  });

  it('can be confirmed only by the login that began, and not twice', async () => {
    const account = await shop.make.account();
    const [browser, other] = [await shop.make.login(account), await shop.make.login(account)];
    const { body } = await browser.post<{ secret: string }>('/me/mfa/totp');
    const code = new CodeApp(body.secret).code();
    expect(outcomeOf(await other.post('/me/mfa/totp/confirm', { code }))).toBe('totp_not_begun');
    const statuses = await attempts(5, async () =>
      String((await browser.post('/me/mfa/totp/confirm', { code })).status),
    );
    expect(statuses.filter((status) => status === '200')).toHaveLength(1);
  });

  it('keeps its secret sealed, bound to its row', async () => {
    const [one, other] = [await withApp(shop), await withApp(shop)];
    const { rows } = await sql<{ id: string; secret_sealed: string; row: string }>`
      SELECT id, secret_sealed, t::text AS row FROM accounts.totp_factors AS t
      WHERE account_id IN (${one.account.id}, ${other.account.id}) ORDER BY id`.execute(shop.db);
    const [first, second] = rows;
    if (first === undefined || second === undefined) throw new Error('no secrets');
    const { keys } = shop.platform;
    expect(open(keys, 'totp', first.id, first.secret_sealed)).toHaveLength(32);
    expect(() => open(keys, 'totp', first.id, second.secret_sealed)).toThrow();
    expect(() => open(keys, 'user', first.id, first.secret_sealed)).toThrow();
    expect(JSON.stringify(rows)).not.toContain(one.app.secret);
  });

  it('accepts the present code and its neighbours, no older and no later one', async () => {
    const { account, app } = await withApp(shop);
    for (const [steps, status] of [
      [-2, 422],
      [2, 422],
      [-1, 200],
      [0, 200],
      [1, 200],
    ] as const) {
      // A step may end between making the code and checking it: then the code is made again, whatever the first used up.
      const tried = await attemptAt(app, steps, async (code) => {
        await forgetUsedCodes(shop, account);
        const browser = shop.client();
        const { mfaToken } = await passwordStep(browser, account);
        return (await browser.post('/auth/login/mfa', { mfaToken, code })).status;
      });
      expect([steps, tried]).toEqual([steps, status]);
    }
  });

  it('lets one code in once: of fifty logins at once with the same code exactly one', async () => {
    const { account, app } = await withApp(shop);
    const code = app.code();
    const waiting = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const browser = shop.client();
        return { browser, mfaToken: await insertWaiting(account.id) };
      }),
    );
    const results = await attempts(50, async (index) => {
      const one = waiting[index];
      return outcomeOf(
        (await one?.browser.post('/auth/login/mfa', { mfaToken: one.mfaToken, code })) ?? { status: 0, body: null },
      );
    });
    expect(results.filter((result) => result === '200')).toHaveLength(1);
    expect(new Set(results)).toEqual(new Set(['200', 'mfa_code_invalid', 'rate_limited']));
  });

  it('uses a step up in one statement: of fifty transactions at once exactly one gets it', async () => {
    const { account } = await withApp(shop);
    const totp = await findTotp(shop.db, account.id);
    const used = await Promise.all(
      Array.from({ length: 50 }, () => withTx(shop.db, (tx) => useStep(tx, totp?.id ?? '', 60_000_000))),
    );
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await withTx(shop.db, (tx) => useStep(tx, totp?.id ?? '', 59_999_999))).toBe(false);
  });

  it('cannot be guessed: after ten wrong codes the account waits, and says how long', async () => {
    const { account, app } = await withApp(shop);
    const browser = shop.client();
    const { mfaToken } = await passwordStep(browser, account);
    const wrong = app.code(-50);
    const results = await attempts(14, async () =>
      outcomeOf(await browser.post('/auth/login/mfa', { mfaToken, code: wrong })),
    );
    expect(results.filter((result) => result === 'mfa_code_invalid')).toHaveLength(10);
    const refused = await browser.post('/auth/login/mfa', { mfaToken, code: app.code() });
    expect(Client.problem(refused).code).toBe('rate_limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    // From another browser, by another token, as a step-up: the same account.
    const elsewhere = shop.client();
    const next = await passwordStep(elsewhere, account);
    expect(outcomeOf(await elsewhere.post('/auth/login/mfa', { mfaToken: next.mfaToken, code: app.code() }))).toBe(
      'rate_limited',
    );
  });

  it('gives way to another app only once that one is confirmed', async () => {
    const { account, browser, app } = await withApp(shop);
    const begun = await browser.post<{ secret: string }>('/me/mfa/totp');
    const next = new CodeApp(begun.body.secret);
    const first = shop.client();
    const { mfaToken } = await passwordStep(first, account);
    expect(outcomeOf(await first.post('/auth/login/mfa', { mfaToken, code: next.code() }))).toBe('mfa_code_invalid');
    expect((await first.post('/auth/login/mfa', { mfaToken, code: app.code() })).status).toBe(200);
    const confirmed = await browser.post<{ recoveryCodes: null }>('/me/mfa/totp/confirm', { code: next.code() });
    expect(confirmed.body).toEqual({ recoveryCodes: null });
    await forgetUsedCodes(shop, account);
    const second = shop.client();
    const later = await passwordStep(second, account);
    const asked = { mfaToken: later.mfaToken };
    expect(outcomeOf(await second.post('/auth/login/mfa', { ...asked, code: app.code() }))).toBe('mfa_code_invalid');
    expect((await second.post('/auth/login/mfa', { ...asked, code: next.code() })).status).toBe(200);
  });
});

/** The token of a login whose password was right, made without hashing. */
async function insertWaiting(accountId: string): Promise<string> {
  const { hashTokenOfBrowser, makeToken } = await import('./secret-token.ts');
  const { token } = makeToken();
  const tokenHash = hashTokenOfBrowser(token, 'node');
  await sql`INSERT INTO accounts.login_challenges (token_hash, account_id, password_hash, expires_at)
    SELECT ${tokenHash}, id, password_hash, now() + interval '5 minutes'
    FROM accounts.accounts WHERE id = ${accountId}`.execute(shop.db);
  return token;
}

/** Tries the code of a moment; once more when the step ended meanwhile. */
async function attemptAt(app: CodeApp, steps: number, attempt: (code: string) => Promise<number>): Promise<number> {
  const before = app.code();
  const result = await attempt(app.code(steps));
  return before === app.code() ? result : attempt(app.code(steps));
}

describe('the token between the two steps', () => {
  it('opens one login, in the browser that got it, within five minutes', async () => {
    const { account, app, recoveryCodes } = await withApp(shop);
    const browser = shop.client();
    const { mfaToken } = await passwordStep(browser, account);
    const stolen = await shop
      .client()
      .post('/auth/login/mfa', { mfaToken, code: app.code() }, { 'user-agent': 'thief' });
    expect(outcomeOf(stolen)).toBe('mfa_token_invalid');
    const results = await attempts(10, async (index) =>
      outcomeOf(await browser.post('/auth/login/mfa', { mfaToken, code: recoveryCodes[index] ?? '' })),
    );
    expect(results.filter((result) => result === '200')).toHaveLength(1);
    expect(outcomeOf(await browser.post('/auth/login/mfa', { mfaToken, code: app.code() }))).toBe('mfa_token_invalid');
    const late = await passwordStep(browser, account);
    await sql`UPDATE accounts.login_challenges SET expires_at = now() WHERE account_id = ${account.id}`.execute(
      shop.db,
    );
    expect(outcomeOf(await browser.post('/auth/login/mfa', { mfaToken: late.mfaToken, code: app.code() }))).toBe(
      'mfa_token_invalid',
    );
  });

  it('is nothing else: no access token, no refresh token, no link', async () => {
    const { account } = await withApp(shop);
    const browser = shop.client();
    const { mfaToken } = await passwordStep(browser, account);
    browser.accessToken = mfaToken;
    expect((await browser.get('/me')).status).toBe(401);
    browser.accessToken = null;
    browser.cookies.set('og_refresh', mfaToken);
    expect((await browser.post('/auth/refresh')).status).toBe(401);
    expect((await shop.client().post('/auth/activate', { token: mfaToken })).status).toBe(422);
    const { rows } = await sql<{ row: string }>`
      SELECT encode(token_hash, 'escape') AS row FROM accounts.login_challenges`.execute(shop.db);
    expect(JSON.stringify(rows)).not.toContain(mfaToken);
  });

  it('ends with a change of the password or the account', async () => {
    const { account, app } = await withApp(shop);
    const browser = shop.client();
    const first = await passwordStep(browser, account);
    const second = await passwordStep(browser, account);
    await sql`UPDATE accounts.accounts SET status = 'disabled' WHERE id = ${account.id}`.execute(shop.db);
    expect(outcomeOf(await browser.post('/auth/login/mfa', { mfaToken: first.mfaToken, code: app.code() }))).toBe(
      'mfa_token_invalid',
    );
    await sql`UPDATE accounts.accounts SET status = 'active', password_hash = password_hash || 'x'
      WHERE id = ${account.id}`.execute(shop.db);
    expect(outcomeOf(await browser.post('/auth/login/mfa', { mfaToken: second.mfaToken, code: app.code() }))).toBe(
      'mfa_token_invalid',
    );
  });
});
