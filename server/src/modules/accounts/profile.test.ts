import type { EmailChange, Profile } from '@og-tickets/contract/profile.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf, tokenOf } from '../../../test/mails.ts';
import { emailIndex } from './personal-data.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

function patch(browser: Client, body: object) {
  return browser.call<Profile>('PATCH', '/me', { body });
}

describe('the profile', () => {
  it('changes what is sent and counts its versions; the language is that of the next mail', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const changed = await patch(browser, { version: 1, firstName: ' Zoe\u0308 ', locale: 'en' });
    expect(changed.body).toMatchObject({ firstName: 'Zoë', lastName: 'Martín', locale: 'en', version: 2 });
    expect((await browser.get('/me')).body).toEqual(changed.body);
    await browser.post('/auth/password/forgot', { email: account.email });
    expect((await mailsOf(shop, account.email, 1))[0]?.subject).toBe('Choose a new OG-Tickets password');
  });

  it('tells who shows an older version, and changes nothing', async () => {
    const account = await shop.make.account();
    const [one, other] = [await shop.make.login(account), await shop.make.login(account)];
    expect((await patch(one, { version: 1, lastName: 'Durand' })).status).toBe(200);
    // 2^31 - 1 is the greatest version that there can be.
    for (const version of [1, 2 ** 31 - 1]) {
      const late = await patch(other, { version, lastName: 'Dupont' });
      expect(Client.problem(late)).toMatchObject({ status: 409, code: 'changed_elsewhere' });
    }
    expect((await one.get<Profile>('/me')).body.lastName).toBe('Durand');
  });

  it('takes no other column, and names what is wrong', async () => {
    const browser = await shop.make.login();
    for (const field of ['role', 'email', 'status', 'passwordHash', 'id', 'userKeySealed', 'phone']) {
      const answer = await patch(browser, { version: 1, [field]: 'admin' });
      expect(Client.problem(answer).fields?.[0]?.field).toBe(`body.${field}`);
    }
    expect(Client.problem(await patch(browser, { version: 1, firstName: ' ' })).fields?.[0]?.field).toBe(
      'body.firstName',
    );
    expect((await patch(shop.client(), { version: 1 })).status).toBe(401);
  });
});

describe('a change of address', () => {
  async function started(newEmail?: string) {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const wanted = newEmail ?? `new-${account.email}`;
    const answer = await browser.post('/me/email-change', { newEmail: wanted, password: account.password });
    expect([answer.status, answer.body]).toEqual([202, { accepted: true }]);
    const old = tokenOf((await mailsOf(shop, account.email, 1)).at(-1), 'adresse');
    return { account, browser, wanted, old };
  }
  const confirm = (token: string) => shop.client().post<{ state: string }>('/auth/email-change/confirm', { token });
  const cancel = (token: string) => shop.client().post('/auth/email-change/cancel', { token });
  const pending = async (browser: Client): Promise<EmailChange | null> =>
    (await browser.get<{ pending: EmailChange | null }>('/me/email-change')).body.pending;
  const logIn = async (email: string, password: string): Promise<number> =>
    (await shop.client().post('/auth/login', { email, password })).status;

  it.each([['old first'], ['new first']])('needs the links of both mails, %s; both are told', async (order) => {
    const { account, browser, wanted, old } = await started();
    const fresh = tokenOf((await mailsOf(shop, wanted, 1))[0], 'adresse');
    const [first, second] = order === 'old first' ? [old, fresh] : [fresh, old];
    expect((await confirm(first)).body).toEqual({ state: 'waiting' });
    expect((await confirm(first)).body).toEqual({ state: 'waiting' });
    expect((await browser.get<Profile>('/me')).body.email).toBe(account.email);
    expect(await pending(browser)).toMatchObject({ newEmail: wanted, oldConfirmed: first === old });
    expect((await confirm(second)).body).toEqual({ state: 'done' });
    expect((await browser.get<Profile>('/me')).body).toMatchObject({ email: wanted, version: 2 });
    expect(await pending(browser)).toBeNull();
    expect([await logIn(account.email, account.password), await logIn(wanted, account.password)]).toEqual([401, 200]);
    for (const to of [account.email, wanted]) {
      const mails = await mailsOf(shop, to, 2);
      expect(mails.some(({ subject }) => subject === 'L’adresse de votre compte OG-Tickets a changé')).toBe(true);
    }
    expect(Client.problem(await confirm(first)).code).toBe('token_invalid');
  });

  it.each([['the old'], ['the new']])('can be stopped from %s address', async (side) => {
    const { account, browser, wanted, old } = await started();
    const fresh = tokenOf((await mailsOf(shop, wanted, 1))[0], 'adresse');
    expect((await confirm(side === 'the old' ? fresh : old)).status).toBe(200);
    expect((await cancel(side === 'the old' ? old : fresh)).status).toBe(204);
    for (const token of [old, fresh]) expect(Client.problem(await confirm(token)).code).toBe('token_invalid');
    expect((await browser.get<Profile>('/me')).body.email).toBe(account.email);
  });

  it('is given up by its owner, replaced by the next one, and over after a day', async () => {
    const { account, browser, old } = await started();
    expect((await browser.call('DELETE', '/me/email-change')).status).toBe(204);
    expect(Client.problem(await confirm(old)).code).toBe('token_invalid');
    const again = { newEmail: `third-${account.email}`, password: account.password };
    expect((await browser.post('/me/email-change', again)).status).toBe(202);
    const second = tokenOf((await mailsOf(shop, account.email, 2)).at(-1), 'adresse');
    await sql`UPDATE accounts.email_changes SET expires_at = now() WHERE account_id = ${account.id}`.execute(shop.db);
    expect(Client.problem(await confirm(second)).code).toBe('token_invalid');
    expect(await pending(browser)).toBeNull();
  });

  it('needs the password and another address', async () => {
    const account = await shop.make.account();
    const browser = await shop.make.login(account);
    const ask = async (newEmail: string, password: string) =>
      Client.problem(await browser.post('/me/email-change', { newEmail, password })).code;
    expect(await ask(`x-${account.email}`, 'not the right one')).toBe('password_wrong');
    expect(await ask(account.email.toUpperCase(), account.password)).toBe('email_unchanged');
    expect(await ask('a@b.org\r\nBcc: c@d.org', account.password)).toBe('invalid_request');
  });

  it('does not tell that an address is taken; its owner is told, and it never comes about', async () => {
    const taken = await shop.make.account();
    const { browser, account, old } = await started(taken.email);
    const [mail] = await mailsOf(shop, taken.email, 1);
    expect(mail?.subject).toBe('Vous avez déjà un compte OG-Tickets');
    expect((await confirm(old)).body).toEqual({ state: 'waiting' });
    expect((await browser.get<Profile>('/me')).body.email).toBe(account.email);
  });

  it('gives way to an account that was activated there meanwhile, and takes the place of one that was not', async () => {
    const { browser, account, wanted, old } = await started();
    const fresh = tokenOf((await mailsOf(shop, wanted, 1))[0], 'adresse');
    const names = { firstName: 'Eve', lastName: 'X', acceptTerms: true, password: 'je prends cette adresse-là' };
    await shop.client().post('/auth/register', { email: wanted, ...names });
    await confirm(old);
    await sql`UPDATE accounts.accounts SET status = 'active' WHERE email_key = ${emailIndex(shop.platform.keys, wanted)}`.execute(
      shop.db,
    );
    expect(Client.problem(await confirm(fresh)).code).toBe('email_in_use');
    await sql`UPDATE accounts.accounts SET status = 'unactivated' WHERE email_key = ${emailIndex(shop.platform.keys, wanted)}`.execute(
      shop.db,
    );
    expect((await confirm(fresh)).body).toEqual({ state: 'done' });
    expect((await browser.get<Profile>('/me')).body.email).toBe(wanted);
    expect(account.email).not.toBe(wanted);
  });
});
