import type { SecondFactors } from '@og-tickets/contract/second-factors.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import { ageProofs, outcomeOf, passwordStep, renewToken, withApp } from '../../../test/factors.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf } from '../../../test/mails.ts';
import { withTx } from '../../platform/database/database.ts';
import { hashRecoveryCode, readRecoveryCode } from './rules/recovery-code.ts';
import { useRecoveryCode } from './sql/recovery-codes.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

/** Waits for a mail to an account that says this. */
async function mailAbout({ email }: { email: string }, said: string): Promise<void> {
  await shop.make.until(async () => {
    const mails = await mailsOf(shop, email, 1);
    return mails.some(({ text }) => text.includes(said)) ? true : null;
  }, `a mail that says ${said}`);
}

describe('recovery codes', () => {
  it('let in once each, in any spelling, and the owner is told how many are left', async () => {
    const { account, recoveryCodes } = await withApp(shop);
    const [code = ''] = recoveryCodes;
    const browser = shop.client();
    const { mfaToken } = await passwordStep(browser, account);
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await browser.post('/auth/login/mfa', { mfaToken, code: typed })).status).toBe(200);
    const again = await passwordStep(browser, account);
    expect(outcomeOf(await browser.post('/auth/login/mfa', { mfaToken: again.mfaToken, code }))).toBe(
      'mfa_code_invalid',
    );
    await mailAbout(account, 'Codes restants : 9');
  });

  it('are used up in one statement: of fifty transactions at once exactly one gets a code', async () => {
    const { account, recoveryCodes } = await withApp(shop);
    const hash = hashRecoveryCode(account.id, readRecoveryCode(recoveryCodes[0] ?? '') ?? '');
    const used = await Promise.all(
      Array.from({ length: 50 }, () => withTx(shop.db, (tx) => useRecoveryCode(tx, account.id, hash))),
    );
    expect(used.filter(Boolean)).toHaveLength(1);
  });

  it('have 80 random bits, are kept as hashes bound to their account, and are replaced all at once', async () => {
    const { account, browser, recoveryCodes } = await withApp(shop);
    const other = await withApp(shop);
    const { rows } = await sql<{ hash: string }>`SELECT encode(code_hash, 'hex') AS hash FROM accounts.recovery_codes
      WHERE account_id = ${account.id}`.execute(shop.db);
    expect(rows).toHaveLength(10);
    expect(rows.every(({ hash }) => hash.length === 64)).toBe(true);
    const client = shop.client();
    const { mfaToken } = await passwordStep(client, other.account);
    const foreign = await client.post('/auth/login/mfa', { mfaToken, code: recoveryCodes[1] ?? '' });
    expect(outcomeOf(foreign)).toBe('mfa_code_invalid');
    const renewed = await browser.post<{ recoveryCodes: string[] }>('/me/recovery-codes');
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    const late = await passwordStep(client, account);
    const old = await client.post('/auth/login/mfa', { mfaToken: late.mfaToken, code: recoveryCodes[1] ?? '' });
    expect(outcomeOf(old)).toBe('mfa_code_invalid');
    const [fresh = ''] = renewed.body.recoveryCodes;
    expect((await client.post('/auth/login/mfa', { mfaToken: late.mfaToken, code: fresh })).status).toBe(200);
  });

  it('go with a factor', async () => {
    const browser = await shop.make.login();
    expect(outcomeOf(await browser.post('/me/recovery-codes'))).toBe('no_factor');
  });
});

describe('a change of factors', () => {
  it('makes every access token of the account outdated; a new one comes with the refresh cookie', async () => {
    const { browser, app } = await withApp(shop);
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
    const { account, browser } = await withApp(shop);
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
    const { account, browser, app } = await withApp(shop);
    // As late as it may be, less what a busy machine may take for a call.
    await ageProofs(shop, account, 270);
    expect((await browser.post('/me/recovery-codes')).status).toBe(201);
    await renewToken(browser);
    await ageProofs(shop, account, 300);
    const refused = await browser.call('DELETE', '/me/mfa/totp');
    expect(Client.problem(refused)).toMatchObject({ code: 'step_up_required', methods: ['totp', 'recovery'] });
    const byPassword = await browser.post('/auth/step-up', { password: account.password });
    expect(outcomeOf(byPassword)).toBe('step_up_method_unfit');
    expect(outcomeOf(await browser.post('/auth/step-up', { code: app.code(-60) }))).toBe('mfa_code_invalid');
    expect(outcomeOf(await browser.call('DELETE', '/me/mfa/totp'))).toBe('step_up_required');
    expect((await browser.post('/auth/step-up', { code: app.code() })).body).toEqual({ expiresInSeconds: 300 });
    expect((await browser.call('DELETE', '/me/mfa/totp')).status).toBe(204);
  });

  it('wants the password of somebody without a factor', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    await ageProofs(shop, account, 301);
    const refused = await browser.post('/me/mfa/totp');
    expect(Client.problem(refused)).toMatchObject({ code: 'step_up_required', methods: ['password'] });
    expect(outcomeOf(await browser.post('/auth/step-up', { password: 'not the right one' }))).toBe('password_wrong');
    expect(outcomeOf(await browser.post('/me/mfa/totp'))).toBe('step_up_required');
    expect((await browser.post('/auth/step-up', { password: account.password })).status).toBe(200);
    expect((await browser.post('/me/mfa/totp')).status).toBe(201);
  });
});
