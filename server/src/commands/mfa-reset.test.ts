import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandFile } from '../../test/command.ts';
import { forgetUsedCodes, outcomeOf, passwordStep, withApp } from '../../test/factors.ts';
import { startTestShop, type TestShop } from '../../test/harness.ts';
import { mailsOf } from '../../test/mails.ts';
import { makeOwnKeys } from '../../test/own-keys.ts';

let shop: TestShop;
let keysDir: string;
let dropKeys: () => Promise<void>;
beforeAll(async () => {
  ({ keysDir, drop: dropKeys } = await makeOwnKeys());
  shop = await startTestShop({ keysDir });
});
afterAll(async () => {
  await shop.close();
  await dropKeys();
});

const run = (name: string, ...words: string[]) =>
  runCommandFile(name, { OG_DATA_DIR: keysDir, DATABASE_URL: shop.databaseUrl, LOG_LEVEL: 'silent' }, ...words);

it('mfa:reset takes the factors of somebody who lost them, ends their logins and tells them', async () => {
  const { account, browser } = await withApp(shop);
  const done = await run('mfa-reset', account.email);
  expect([done.code, done.error]).toEqual([0, '']);
  browser.accessToken = null;
  expect((await browser.post('/auth/refresh')).status).toBe(401);
  const again = await shop.make.login(account);
  expect((await again.get('/me/mfa')).body).toMatchObject({ totp: null, recoveryCodesLeft: 0 });
  await shop.make.until(async () => {
    const mails = await mailsOf(shop, account.email, 1);
    return mails.some(({ text }) => text.includes('À la demande faite à notre équipe')) ? true : null;
  }, 'the mail');
  expect((await run('mfa-reset', 'nobody@example.org')).code).toBe(1);
  expect((await run('mfa-reset')).error).toContain('Usage');
});

it('keys:rotate-encryption seals the secrets of apps anew, and they still fit', async () => {
  const { account, app } = await withApp(shop);
  const before = await readFile(`${keysDir}/secrets/ticket-encryption-key`, 'utf8');
  const done = await run('keys-rotate-encryption');
  expect([done.code, done.error]).toEqual([0, '']);
  expect(done.out).toContain('code apps: 1 keys sealed anew');
  expect(await readFile(`${keysDir}/secrets/ticket-encryption-key`, 'utf8')).not.toBe(before);
  await forgetUsedCodes(shop, account);
  const browser = shop.client();
  const { mfaToken } = await passwordStep(browser, account);
  expect(outcomeOf(await browser.post('/auth/login/mfa', { mfaToken, code: app.code() }))).toBe('200');
}, 60_000);
