import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf, type ShownMail, tokenOf } from '../../../test/mails.ts';
import { hashToken } from './secret-token.ts';
import { readUserKey } from './views/user-key.ts';
import { emailIndex } from './personal-data.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const password = 'le chat dort sur le toit';
let addresses = 0;

function newAddress(): string {
  addresses += 1;
  return `ana-${addresses}@example.org`;
}

function form(email: string, more: object = {}): object {
  return { email, password, firstName: 'Ana', lastName: 'Martín', acceptTerms: true, locale: 'fr', ...more };
}

const mailsTo = (email: string, count: number): Promise<ShownMail[]> => mailsOf(shop, email, count);
const tokenIn = (mail: ShownMail | undefined): string => tokenOf(mail, 'activation');

async function logIn(email: string, as: string): Promise<number> {
  return (await shop.client().post('/auth/login', { email, password: as })).status;
}

describe('registering', () => {
  it('leads from the form over the mail to a login', async () => {
    const email = newAddress();
    const browser = shop.client();
    const asked = await browser.post('/auth/register', form(email));
    expect([asked.status, asked.body]).toEqual([202, { accepted: true }]);
    expect(await logIn(email, password)).toBe(403);
    expect(await logIn(email, `${password}.`)).toBe(401);

    const [mail] = await mailsTo(email, 1);
    expect(mail?.subject).toBe('Activez votre compte OG-Tickets');
    expect(mail?.text).toContain(`${shop.url}/activation#token=`);
    const activated = await browser.post('/auth/activate', { token: tokenIn(mail) });
    expect([activated.status, activated.bytes.length]).toEqual([204, 0]);

    const login = await browser.post<LoginReply>('/auth/login', { email: ` ${email.toUpperCase()} `, password });
    expect(login.status).toBe(200);
    browser.accessToken = login.body.accessToken;
    const me = await browser.get('/me');
    expect(me.body).toEqual({
      id: login.body.user.id,
      email,
      firstName: 'Ana',
      lastName: 'Martín',
      role: 'customer',
      locale: 'fr',
      version: 1,
    });
  });

  it('keeps no password, and only the hash of the token', async () => {
    const email = newAddress();
    await shop.client().post('/auth/register', form(email));
    const token = tokenIn((await mailsTo(email, 1))[0]);
    const { rows } = await sql<{ account: string; registration: string; token_hash: Buffer; key: string; id: string }>`
      SELECT a::text AS account, r::text AS registration, r.token_hash, a.user_key_sealed AS key, a.id
      FROM accounts.accounts a JOIN accounts.registrations r ON r.account_id = a.id
      WHERE a.email_key = ${emailIndex(shop.platform.keys, email)}`.execute(shop.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.token_hash).toEqual(hashToken(token));
    expect(`${rows[0]?.account}${rows[0]?.registration}`).not.toMatch(new RegExp(`${password}|${token}`));
    expect(await readUserKey(shop.db, shop.platform.keys, rows[0]?.id ?? '')).toHaveLength(32);
  });

  it('answers the same for an unknown, an unactivated and an active address', async () => {
    const active = await shop.make.account();
    const unactivated = newAddress();
    await shop.client().post('/auth/register', form(unactivated));
    const answers = [];
    for (const email of [newAddress(), unactivated, active.email]) {
      const { status, bytes, headers } = await shop.client().post('/auth/register', form(email));
      answers.push([status, bytes.toString(), headers.get('content-type'), headers.get('set-cookie')]);
    }
    expect(answers[0]?.[0]).toBe(202);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('leaves an active account as it is and tells its owner', async () => {
    const { email, password: owners } = await shop.make.account();
    await shop.client().post('/auth/register', form(email, { firstName: 'Eve', locale: 'en' }));
    const [mail] = await mailsTo(email, 1);
    expect(mail?.subject).toBe('Vous avez déjà un compte OG-Tickets');
    expect(mail?.text).not.toContain('#token=');
    expect([await logIn(email, owners), await logIn(email, password)]).toEqual([200, 403]);
  });

  it('never puts the password of one registration under the link of another', async () => {
    const email = newAddress();
    const theirs = 'je veux entrer chez les autres';
    await shop.client().post('/auth/register', form(email, { password: theirs, firstName: 'Eve' }));
    await mailsTo(email, 1);
    await shop.client().post('/auth/register', form(email));
    const [first, second] = await mailsTo(email, 2);
    await shop.client().post('/auth/register', form(email, { password: theirs, firstName: 'Eve' }));
    const third = (await mailsTo(email, 3))[2];

    expect((await shop.client().post('/auth/activate', { token: tokenIn(second) })).status).toBe(204);
    expect([await logIn(email, password), await logIn(email, theirs)]).toEqual([200, 401]);
    for (const mail of [first, third]) {
      const late = await shop.client().post('/auth/activate', { token: tokenIn(mail) });
      expect(Client.problem(late).code).toBe('token_invalid');
    }
    const { firstName } = (await (await shop.make.login({ id: '', email, password })).get<{ firstName: string }>('/me'))
      .body;
    expect(firstName).toBe('Ana');
  });

  it('makes one account of twenty registrations at once', async () => {
    const email = newAddress();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.client().post('/auth/register', form(email))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    // And of all the mails that somebody could have sent to a stranger, five an hour.
    const tokens = new Set((await mailsTo(email, 5)).map(tokenIn));
    expect(tokens.size).toBe(5);
    const { rows } =
      await sql`SELECT id FROM accounts.accounts WHERE email_key = ${emailIndex(shop.platform.keys, email)}`.execute(
        shop.db,
      );
    expect(rows).toHaveLength(1);
    const { rows: waiting } = await sql`
      SELECT r.id FROM accounts.registrations r JOIN accounts.accounts a ON a.id = r.account_id
      WHERE a.email_key = ${emailIndex(shop.platform.keys, email)}`.execute(shop.db);
    expect(waiting).toHaveLength(5);
  });

  it('refuses common passwords and fields that are wrong, by name', async () => {
    const email = newAddress();
    const common = await shop.client().post('/auth/register', form(email, { password: 'Motdepasse123!' }));
    expect(Client.problem(common)).toMatchObject({ status: 422, code: 'password_too_common' });
    const wrong: [object, string][] = [
      [{ password: 'trop court' }, 'body.password'],
      [{ email: 'nobody' }, 'body.email'],
      [{ email: 'a@b.org\r\nBcc: c@d.org' }, 'body.email'],
      [{ firstName: '   ' }, 'body.firstName'],
      [{ firstName: 'Ana\u0000' }, 'body.firstName'],
      [{ lastName: 'Mar\ntín' }, 'body.lastName'],
      [{ acceptTerms: false }, 'body.acceptTerms'],
      [{ role: 'admin' }, 'body.role'],
    ];
    for (const [fields, name] of wrong) {
      const problem = Client.problem(await shop.client().post('/auth/register', form(email, fields)));
      expect([problem.status, problem.fields?.[0]?.field]).toEqual([400, name]);
    }
    const { rows } =
      await sql`SELECT id FROM accounts.accounts WHERE email_key = ${emailIndex(shop.platform.keys, email)}`.execute(
        shop.db,
      );
    expect(rows).toHaveLength(0);
  });

  it('keeps markup in names as the text that it is, and out of the mail', async () => {
    const email = newAddress();
    const name = '<img src=x onerror=alert(1)> http://evil.example';
    await shop.client().post('/auth/register', form(email, { firstName: name }));
    const [mail] = await mailsTo(email, 1);
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toMatch(/evil|onerror/);
    await shop.client().post('/auth/activate', { token: tokenIn(mail) });
    const browser = await shop.make.login({ id: '', email, password });
    expect((await browser.get<{ firstName: string }>('/me')).body.firstName).toBe(name);
  });
});

describe('an activation token', () => {
  it('works once, however many try at once', async () => {
    const email = newAddress();
    await shop.client().post('/auth/register', form(email));
    const token = tokenIn((await mailsTo(email, 1))[0]);
    const tries = await Promise.all(Array.from({ length: 20 }, () => shop.client().post('/auth/activate', { token })));
    const statuses = tries.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 422)).toHaveLength(19);
  });

  it('ends after 24 hours, and is worth nothing when guessed', async () => {
    const email = newAddress();
    await shop.client().post('/auth/register', form(email));
    const token = tokenIn((await mailsTo(email, 1))[0]);
    const shift = (seconds: number) =>
      sql`
      UPDATE accounts.registrations SET expires_at = now() + make_interval(secs => ${seconds})
      WHERE token_hash = ${hashToken(token)}`.execute(shop.db);
    const { rows } = await sql<{ hours: number }>`
      SELECT extract(epoch FROM expires_at - now())::float8 / 3600 AS hours
      FROM accounts.registrations WHERE token_hash = ${hashToken(token)}`.execute(shop.db);
    expect(rows[0]?.hours).toBeGreaterThan(23.9);
    expect(rows[0]?.hours).toBeLessThanOrEqual(24);
    await shift(-1);
    const late = await shop.client().post('/auth/activate', { token });
    expect(Client.problem(late).code).toBe('token_invalid');
    const guessed = await shop.client().post('/auth/activate', { token: 'x'.repeat(43) });
    expect(Client.problem(guessed).code).toBe('token_invalid');
    await shift(1);
    expect((await shop.client().post('/auth/activate', { token })).status).toBe(204);
  });
});

describe('a registration that waits', () => {
  it('is told so to whoever knows its password, and to nobody else', async () => {
    const email = newAddress();
    await shop.client().post('/auth/register', form(email));
    const right = await shop.client().post('/auth/login', { email, password });
    expect(Client.problem(right)).toMatchObject({ status: 403, code: 'not_activated' });
    expect(right.headers.getSetCookie()).toEqual([]);
    const wrong = await shop.client().post('/auth/login', { email, password: 'something else' });
    expect(Client.problem(wrong).code).toBe('bad_credentials');
  });

  it('does not tell an address with an account from one without, in words or by the mail that follows', async () => {
    const active = await shop.make.account();
    const theirs = 'je veux savoir qui est inscrit';
    const answers = [];
    for (const email of [newAddress(), active.email]) {
      await shop.client().post('/auth/register', form(email, { password: theirs }));
      const login = await shop.client().post('/auth/login', { email, password: theirs });
      const resend = await shop.client().post('/auth/activation/resend', { email, password: theirs });
      answers.push([login.status, Client.problem(login).detail, resend.status, resend.bytes.toString()]);
    }
    expect(answers[0]?.[0]).toBe(403);
    expect(answers[1]).toEqual(answers[0]);
    const mails = await mailsTo(active.email, 2);
    expect(mails.map(({ text }) => text.includes('#token='))).toEqual([false, false]);
  });

  it('gets its mail again by its password alone: never the link of a stranger’s registration', async () => {
    const email = newAddress();
    await shop.client().post('/auth/register', form(email, { password: 'le mot de passe d’Eve' }));
    await shop.client().post('/auth/register', form(email));
    await mailsTo(email, 2);
    for (const as of ['ce n’est pas le bon', password]) {
      const answer = await shop.client().post('/auth/activation/resend', { email, password: as });
      expect([answer.status, answer.body]).toEqual([202, { accepted: true }]);
    }
    const mails = await mailsTo(email, 3);
    const newest = mails.at(-1);
    expect((await shop.client().post('/auth/activate', { token: tokenIn(newest) })).status).toBe(204);
    expect(await logIn(email, password)).toBe(200);
    // The link before the newest one of the same registration is dead.
    expect((await shop.client().post('/auth/activate', { token: tokenIn(mails[1]) })).status).toBe(422);
  });

  it('is sent five mails an hour at most; the answer stays the same', async () => {
    const email = newAddress();
    for (let i = 0; i < 7; i += 1) {
      expect((await shop.client().post('/auth/register', form(email))).status).toBe(202);
    }
    await mailsTo(email, 5);
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'accounts.send-activation'`.execute(
      shop.db,
    );
    expect(rows[0]?.count).toBe(0);
    expect(await mailsTo(email, 0)).toHaveLength(5);
  });
});

it('keeps no hash of a password for an Idempotency-Key, though a guest’s cart could own one', async () => {
  const session = await shop.make.session();
  const guest = shop.client();
  const line = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
  await guest.post('/cart/lines', line);
  const keys = async (): Promise<string[]> => {
    const rows = await shop.db.selectFrom('platform.idempotent_replies').select('key').execute();
    return rows.map((row) => row.key);
  };
  expect((await guest.post('/cart/lines', line, { 'idempotency-key': 'a line' })).status).toBe(201);
  expect((await guest.post('/auth/register', form(newAddress()), { 'idempotency-key': 'a secret' })).status).toBe(202);
  expect(await keys()).toContain('a line');
  expect(await keys()).not.toContain('a secret');
});
