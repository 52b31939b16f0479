import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import type { SecondFactors } from '@og-tickets/contract/second-factors.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import { ageProofs, CodeApp, enrolTotp, forgetUsedCodes, passwordStep, renewToken } from '../../../test/factors.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf } from '../../../test/mails.ts';
import { withTx } from '../../platform/database/database.ts';
import { open } from '../../platform/keys/seal.ts';
import { hashRecoveryCode, readRecoveryCode } from './rules/recovery-code.ts';
import { useRecoveryCode } from './sql/recovery-codes.ts';
import { findTotp, useStep } from './sql/totp.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const refusedCode = (answer: { status: number; body: unknown }): string => {
  const { body } = answer;
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : `${answer.status}`;
};

/** An account with an app, the browser that gave it one, and its recovery codes. */
async function withApp() {
  const account = await shop.make.account();
  const browser = await shop.make.login(account);
  const { app, recoveryCodes } = await enrolTotp(browser);
  await forgetUsedCodes(shop, account);
  return { account, browser, app, recoveryCodes };
}

/** Waits for a mail to an account that says this. */
async function mailAbout({ email }: { email: string }, said: string): Promise<void> {
  await shop.make.until(async () => {
    const mails = await mailsOf(shop, email, 1);
    return mails.some(({ text }) => text.includes(said)) ? true : null;
  }, `a mail that says ${said}`);
}

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
    expect(refusedCode(await browser.post('/me/mfa/totp/confirm', { code: app.code(-9) }))).toBe('mfa_code_invalid');
    const confirmed = await browser.post<{ recoveryCodes: string[] }>('/me/mfa/totp/confirm', { code: app.code() });
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect(
      confirmed.body.recoveryCodes.every((code) => /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/.test(code)),
    ).toBe(true);

    const again = shop.client();
    const waiting = await passwordStep(again, account);
    expect(waiting).toMatchObject({ mfaRequired: true, methods: ['totp', 'recovery'], expiresInSeconds: 300 });
    expect(again.cookies.has('og_refresh')).toBe(false);
    const { mfaToken } = waiting;
    expect(refusedCode(await again.post('/auth/login/mfa', { mfaToken, code: app.code() }))).toBe('mfa_code_invalid');
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
    expect(refusedCode(await other.post('/me/mfa/totp/confirm', { code }))).toBe('totp_not_begun');
    const statuses = await attempts(5, async () =>
      String((await browser.post('/me/mfa/totp/confirm', { code })).status),
    );
    expect(statuses.filter((status) => status === '200')).toHaveLength(1);
  });

  it('keeps its secret sealed, bound to its row', async () => {
    const [one, other] = [await withApp(), await withApp()];
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
    const { account, app } = await withApp();
    for (const [steps, status] of [
      [-2, 422],
      [2, 422],
      [-1, 200],
      [0, 200],
      [1, 200],
    ] as const) {
      // A step may end between making the code and checking it: then the code is made again.
      const tried = await attemptAt(app, steps, async (code) => {
        const browser = shop.client();
        const { mfaToken } = await passwordStep(browser, account);
        return (await browser.post('/auth/login/mfa', { mfaToken, code })).status;
      });
      expect([steps, tried]).toEqual([steps, status]);
    }
  });

  it('lets one code in once: of fifty logins at once with the same code exactly one', async () => {
    const { account, app } = await withApp();
    const code = app.code();
    const waiting = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const browser = shop.client();
        return { browser, mfaToken: await insertWaiting(account.id) };
      }),
    );
    const results = await attempts(50, async (index) => {
      const one = waiting[index];
      return refusedCode(
        (await one?.browser.post('/auth/login/mfa', { mfaToken: one.mfaToken, code })) ?? { status: 0, body: null },
      );
    });
    expect(results.filter((result) => result === '200')).toHaveLength(1);
    expect(new Set(results)).toEqual(new Set(['200', 'mfa_code_invalid', 'rate_limited']));
  });

  it('uses a step up in one statement: of fifty transactions at once exactly one gets it', async () => {
    const { account } = await withApp();
    const totp = await findTotp(shop.db, account.id);
    const used = await Promise.all(
      Array.from({ length: 50 }, () => withTx(shop.db, (tx) => useStep(tx, totp?.id ?? '', 60_000_000))),
    );
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await withTx(shop.db, (tx) => useStep(tx, totp?.id ?? '', 59_999_999))).toBe(false);
  });

  it('cannot be guessed: after ten wrong codes the account waits, and says how long', async () => {
    const { account, app } = await withApp();
    const browser = shop.client();
    const { mfaToken } = await passwordStep(browser, account);
    const wrong = app.code(-50);
    const results = await attempts(14, async () =>
      refusedCode(await browser.post('/auth/login/mfa', { mfaToken, code: wrong })),
    );
    expect(results.filter((result) => result === 'mfa_code_invalid')).toHaveLength(10);
    const refused = await browser.post('/auth/login/mfa', { mfaToken, code: app.code() });
    expect(Client.problem(refused).code).toBe('rate_limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    // From another browser, by another token, as a step-up: the same account.
    const elsewhere = shop.client();
    const next = await passwordStep(elsewhere, account);
    expect(refusedCode(await elsewhere.post('/auth/login/mfa', { mfaToken: next.mfaToken, code: app.code() }))).toBe(
      'rate_limited',
    );
  });

  it('gives way to another app only once that one is confirmed', async () => {
    const { account, browser, app } = await withApp();
    const begun = await browser.post<{ secret: string }>('/me/mfa/totp');
    const next = new CodeApp(begun.body.secret);
    const first = shop.client();
    const { mfaToken } = await passwordStep(first, account);
    expect(refusedCode(await first.post('/auth/login/mfa', { mfaToken, code: next.code() }))).toBe('mfa_code_invalid');
    expect((await first.post('/auth/login/mfa', { mfaToken, code: app.code() })).status).toBe(200);
    const confirmed = await browser.post<{ recoveryCodes: null }>('/me/mfa/totp/confirm', { code: next.code() });
    expect(confirmed.body).toEqual({ recoveryCodes: null });
    await forgetUsedCodes(shop, account);
    const second = shop.client();
    const later = await passwordStep(second, account);
    const asked = { mfaToken: later.mfaToken };
    expect(refusedCode(await second.post('/auth/login/mfa', { ...asked, code: app.code() }))).toBe('mfa_code_invalid');
    expect((await second.post('/auth/login/mfa', { ...asked, code: next.code() })).status).toBe(200);
  });
});

/** The token of a login whose password was right, made without hashing. */
async function insertWaiting(accountId: string): Promise<string> {
  const { makeToken } = await import('./secret-token.ts');
  const { token, tokenHash } = makeToken();
  await sql`INSERT INTO accounts.login_challenges (token_hash, account_id, password_hash, user_agent, expires_at)
    SELECT ${tokenHash}, id, password_hash, 'node', now() + interval '5 minutes'
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
    const { account, app, recoveryCodes } = await withApp();
    const browser = shop.client();
    const { mfaToken } = await passwordStep(browser, account);
    const stolen = await shop
      .client()
      .post('/auth/login/mfa', { mfaToken, code: app.code() }, { 'user-agent': 'thief' });
    expect(refusedCode(stolen)).toBe('mfa_token_invalid');
    const results = await attempts(10, async (index) =>
      refusedCode(await browser.post('/auth/login/mfa', { mfaToken, code: recoveryCodes[index] ?? '' })),
    );
    expect(results.filter((result) => result === '200')).toHaveLength(1);
    expect(refusedCode(await browser.post('/auth/login/mfa', { mfaToken, code: app.code() }))).toBe(
      'mfa_token_invalid',
    );
    const late = await passwordStep(browser, account);
    await sql`UPDATE accounts.login_challenges SET expires_at = now() WHERE account_id = ${account.id}`.execute(
      shop.db,
    );
    expect(refusedCode(await browser.post('/auth/login/mfa', { mfaToken: late.mfaToken, code: app.code() }))).toBe(
      'mfa_token_invalid',
    );
  });

  it('is nothing else: no access token, no refresh token, no link', async () => {
    const { account } = await withApp();
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
    const { account, app } = await withApp();
    const browser = shop.client();
    const first = await passwordStep(browser, account);
    const second = await passwordStep(browser, account);
    await sql`UPDATE accounts.accounts SET status = 'disabled' WHERE id = ${account.id}`.execute(shop.db);
    expect(refusedCode(await browser.post('/auth/login/mfa', { mfaToken: first.mfaToken, code: app.code() }))).toBe(
      'mfa_token_invalid',
    );
    await sql`UPDATE accounts.accounts SET status = 'active', password_hash = password_hash || 'x'
      WHERE id = ${account.id}`.execute(shop.db);
    expect(refusedCode(await browser.post('/auth/login/mfa', { mfaToken: second.mfaToken, code: app.code() }))).toBe(
      'mfa_token_invalid',
    );
  });
});

describe('recovery codes', () => {
  it('let in once each, in any spelling, and the owner is told how many are left', async () => {
    const { account, recoveryCodes } = await withApp();
    const [code = ''] = recoveryCodes;
    const browser = shop.client();
    const { mfaToken } = await passwordStep(browser, account);
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await browser.post('/auth/login/mfa', { mfaToken, code: typed })).status).toBe(200);
    const again = await passwordStep(browser, account);
    expect(refusedCode(await browser.post('/auth/login/mfa', { mfaToken: again.mfaToken, code }))).toBe(
      'mfa_code_invalid',
    );
    await mailAbout(account, 'Codes restants : 9');
  });

  it('are used up in one statement: of fifty transactions at once exactly one gets a code', async () => {
    const { account, recoveryCodes } = await withApp();
    const hash = hashRecoveryCode(account.id, readRecoveryCode(recoveryCodes[0] ?? '') ?? '');
    const used = await Promise.all(
      Array.from({ length: 50 }, () => withTx(shop.db, (tx) => useRecoveryCode(tx, account.id, hash))),
    );
    expect(used.filter(Boolean)).toHaveLength(1);
  });

  it('have 80 random bits, are kept as hashes bound to their account, and are replaced all at once', async () => {
    const { account, browser, recoveryCodes } = await withApp();
    const other = await withApp();
    const { rows } = await sql<{ hash: string }>`SELECT encode(code_hash, 'hex') AS hash FROM accounts.recovery_codes
      WHERE account_id = ${account.id}`.execute(shop.db);
    expect(rows).toHaveLength(10);
    expect(rows.every(({ hash }) => hash.length === 64)).toBe(true);
    const client = shop.client();
    const { mfaToken } = await passwordStep(client, other.account);
    const foreign = await client.post('/auth/login/mfa', { mfaToken, code: recoveryCodes[1] ?? '' });
    expect(refusedCode(foreign)).toBe('mfa_code_invalid');
    const renewed = await browser.post<{ recoveryCodes: string[] }>('/me/recovery-codes');
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    const late = await passwordStep(client, account);
    const old = await client.post('/auth/login/mfa', { mfaToken: late.mfaToken, code: recoveryCodes[1] ?? '' });
    expect(refusedCode(old)).toBe('mfa_code_invalid');
    const [fresh = ''] = renewed.body.recoveryCodes;
    expect((await client.post('/auth/login/mfa', { mfaToken: late.mfaToken, code: fresh })).status).toBe(200);
  });

  it('go with a factor', async () => {
    const browser = await shop.make.login();
    expect(refusedCode(await browser.post('/me/recovery-codes'))).toBe('no_factor');
  });
});

describe('a change of factors', () => {
  it('makes every access token of the account outdated; a new one comes with the refresh cookie', async () => {
    const { browser, app } = await withApp();
    expect(app.secret).not.toBe('');
    const before = browser.accessToken;
    expect((await browser.call('DELETE', '/me/mfa/totp')).status).toBe(204);
    expect((await browser.get('/me')).status).toBe(401);
    expect((await renewToken(browser)).mfa).toBe('none');
    expect((await browser.get('/me')).status).toBe(200);
    browser.accessToken = before;
    expect((await browser.get('/me')).status).toBe(401);
  });

  it('is told by mail, and the last factor takes the recovery codes along', async () => {
    const { account, browser } = await withApp();
    expect((await browser.get<SecondFactors>('/me/mfa')).body).toMatchObject({ passkeys: [], recoveryCodesLeft: 10 });
    expect((await browser.call('DELETE', '/me/mfa/totp')).status).toBe(204);
    await renewToken(browser);
    expect((await browser.get<SecondFactors>('/me/mfa')).body).toEqual({
      totp: null,
      passkeys: [],
      recoveryCodesLeft: 0,
      mandatory: false,
    });
    await mailAbout(account, 'vient d’être ajoutée');
    await mailAbout(account, 'vient d’être retirée');
    expect((await shop.make.login(account)).accessToken).not.toBeNull();
  });

  it('wants a proof of who is there from the last five minutes, by a factor where there is one', async () => {
    const { account, browser, app } = await withApp();
    await ageProofs(shop, account, 299);
    expect((await browser.post('/me/recovery-codes')).status).toBe(201);
    await renewToken(browser);
    await ageProofs(shop, account, 300);
    const refused = await browser.call('DELETE', '/me/mfa/totp');
    expect(Client.problem(refused)).toMatchObject({ code: 'step_up_required', methods: ['totp', 'recovery'] });
    const byPassword = await browser.post('/auth/step-up', { password: account.password });
    expect(refusedCode(byPassword)).toBe('step_up_method_unfit');
    expect(refusedCode(await browser.post('/auth/step-up', { code: app.code(-60) }))).toBe('mfa_code_invalid');
    expect(refusedCode(await browser.call('DELETE', '/me/mfa/totp'))).toBe('step_up_required');
    expect((await browser.post('/auth/step-up', { code: app.code() })).body).toEqual({ expiresInSeconds: 300 });
    expect((await browser.call('DELETE', '/me/mfa/totp')).status).toBe(204);
  });

  it('wants the password of somebody without a factor', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    await ageProofs(shop, account, 301);
    const refused = await browser.post('/me/mfa/totp');
    expect(Client.problem(refused)).toMatchObject({ code: 'step_up_required', methods: ['password'] });
    expect(refusedCode(await browser.post('/auth/step-up', { password: 'not the right one' }))).toBe('password_wrong');
    expect(refusedCode(await browser.post('/me/mfa/totp'))).toBe('step_up_required');
    expect((await browser.post('/auth/step-up', { password: account.password })).status).toBe(200);
    expect((await browser.post('/me/mfa/totp')).status).toBe(201);
  });
});
