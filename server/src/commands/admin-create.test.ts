import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCache } from '../../test/compile-cache.ts';
import { startTestShop, type TestShop } from '../../test/harness.ts';
import { mailsOf, tokenOf } from '../../test/mails.ts';
import { emailIndex } from '../modules/accounts/personal-data.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const password = 'le chat dort sur le toit';

/** Runs the command with these lines typed. */
function create(...answers: string[]): Promise<{ code: number; out: string; error: string }> {
  const file = fileURLToPath(new URL('./admin-create.ts', import.meta.url));
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...compileCache,
    DATABASE_URL: shop.databaseUrl,
    OG_DATA_DIR: shop.keysDir,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [file], { env }, (failure, out, error) =>
      resolve({ code: typeof failure?.code === 'number' ? failure.code : failure === null ? 0 : -1, out, error }),
    );
    child.stdin?.end(answers.map((answer) => `${answer}\n`).join(''));
  });
}

async function roleOf(email: string): Promise<string | undefined> {
  const row = await shop.db
    .selectFrom('accounts.accounts')
    .select('role')
    .where('email_key', '=', emailIndex(shop.platform.keys, email))
    .executeTakeFirst();
  return row?.role;
}

async function logIn(email: string, as: string): Promise<number> {
  return (await shop.client().post('/auth/login', { email, password: as })).status;
}

describe('npm run admin:create', () => {
  it('makes an admin who chooses the first password by a link that is printed once', async () => {
    const email = 'first@example.org';
    const { code, out } = await create(email, 'Ada', 'Roy');
    expect(code).toBe(0);
    const token = /\/mot-de-passe#token=([\w-]{43})\n/.exec(out)?.[1];
    expect(await roleOf(email)).toBe('admin');
    const reset = { token, password };
    expect((await shop.client().post('/auth/password/reset', reset)).status).toBe(204);
    expect((await shop.client().post('/auth/password/reset', reset)).status).toBe(422);
    expect(await logIn(email, password)).toBe(200);
  });

  it('makes an account that exists an admin’s, and keeps its password', async () => {
    const account = await shop.make.account();
    const { code, out } = await create(account.email, 'Eve', 'X');
    expect([code, out.includes('token=')]).toEqual([0, false]);
    expect(await roleOf(account.email)).toBe('admin');
    const browser = await shop.make.login(account);
    expect((await browser.get('/me')).body).toMatchObject({ firstName: 'Ana', role: 'admin' });
  });

  it('keeps nothing of a registration that was not confirmed', async () => {
    const email = 'squatted@example.org';
    const form = { email, password, firstName: 'Eve', lastName: 'X', acceptTerms: true };
    await shop.client().post('/auth/register', form);
    const link = tokenOf((await mailsOf(shop, email, 1))[0], 'activation');
    const { code, out } = await create(email, 'Ada', 'Roy');
    expect([code, out.includes('token=')]).toEqual([0, true]);
    expect((await shop.client().post('/auth/activate', { token: link })).status).toBe(422);
    expect(await logIn(email, password)).toBe(401);
  });

  it('refuses what is no address, and makes nothing', async () => {
    const { code, error } = await create('nobody', 'Ada', 'Roy');
    expect([code, error]).toEqual([1, 'This is not a valid email: nobody.\n']);
  });
});
