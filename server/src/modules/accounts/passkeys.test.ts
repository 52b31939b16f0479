import type { LoginReply } from '@og-tickets/contract/accounts.ts';
import type { Passkey, SecondFactors } from '@og-tickets/contract/second-factors.ts';
import type { PasskeyAssertion, PasskeyCreation, PasskeyRequest } from '@og-tickets/contract/web-authentication.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator, type Behaviour } from '../../../test/authenticator.ts';
import { Client } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { ageProofs, passwordStep, renewToken } from '../../../test/factors.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf } from '../../../test/mails.ts';

let shop: TestShop;
let origin: string;
beforeAll(async () => {
  shop = await startTestShop();
  origin = `http://localhost:${new URL(shop.url).port}`;
});
afterAll(() => shop.close());

interface Person {
  account: MadeAccount;
  browser: Client;
  device: Authenticator;
}

async function person(): Promise<Person> {
  const account = await shop.make.account();
  return { account, browser: await shop.make.login(account), device: new Authenticator(origin) };
}

async function addPasskey({ browser, device }: Person, name = 'Téléphone', behaviour: Behaviour = {}) {
  const { body: asked } = await browser.post<PasskeyCreation>('/me/passkeys/options');
  const answer = await browser.post<{ passkey: Passkey; recoveryCodes: string[] | null }>('/me/passkeys', {
    name,
    passkey: device.create(asked, behaviour),
  });
  if (answer.status === 201) await renewToken(browser);
  return answer;
}

/** Somebody with one passkey. */
async function withPasskey(): Promise<Person & { passkey: Passkey }> {
  const one = await person();
  const { body } = await addPasskey(one);
  return { ...one, passkey: body.passkey };
}

async function request(browser: Client, body: { mfaToken?: string } = {}): Promise<PasskeyRequest> {
  const answer = await browser.post<PasskeyRequest>('/auth/passkeys/options', body);
  if (answer.status !== 200) throw new Error(answer.bytes.toString());
  return answer.body;
}

const outcome = (answer: { status: number; body: unknown }): string => {
  const { body } = answer;
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : String(answer.status);
};

async function loginAlone(device: Authenticator, behaviour: Behaviour = {}): Promise<string> {
  const browser = shop.client();
  const passkey = device.sign(await request(browser), behaviour);
  return outcome(await browser.post('/auth/passkeys/login', { passkey }));
}

describe('passkeys', () => {
  it('are registered with names, several of them, renamed and removed', async () => {
    const one = await person();
    const first = await addPasskey(one, '  Téléphone ');
    expect(first.status).toBe(201);
    expect(first.body.passkey).toMatchObject({ name: 'Téléphone', lastUsedAt: null, backedUp: false });
    expect(first.body.recoveryCodes).toHaveLength(10);
    const second = await addPasskey(one, 'Clé bleue');
    expect(second.body.recoveryCodes).toBeNull();
    const { id } = second.body.passkey;
    expect((await one.browser.call('PATCH', `/me/passkeys/${id}`, { body: { name: 'Clé verte' } })).status).toBe(200);
    const { body } = await one.browser.get<SecondFactors>('/me/mfa');
    expect(body.passkeys.map(({ name }) => name)).toEqual(['Téléphone', 'Clé verte']);
    expect((await one.browser.call('DELETE', `/me/passkeys/${id}`)).status).toBe(204);
    await renewToken(one.browser);
    expect((await one.browser.call('DELETE', `/me/passkeys/${id}`)).status).toBe(404);
    await renewToken(one.browser).catch(() => undefined);
    expect((await one.browser.get<SecondFactors>('/me/mfa')).body.passkeys).toHaveLength(1);
  });

  it('of another account do not exist', async () => {
    const [mine, other] = [await withPasskey(), await withPasskey()];
    const path = `/me/passkeys/${other.passkey.id}`;
    expect((await mine.browser.call('PATCH', path, { body: { name: 'x' } })).status).toBe(404);
    expect((await mine.browser.call('DELETE', path)).status).toBe(404);
    expect((await other.browser.get<SecondFactors>('/me/mfa')).body.passkeys).toHaveLength(1);
  });

  it('log in alone, without a password, when they verified their user', async () => {
    const { account, device } = await withPasskey();
    const browser = shop.client();
    const asked = await request(browser);
    expect(asked).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [] });
    const answer = await browser.post<LoginReply>('/auth/passkeys/login', { passkey: device.sign(asked) });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ mfa: 'proved', user: { id: account.id } });
    expect(await loginAlone(device, { userVerified: false })).toBe('passkey_refused');
  });

  it('are the second step of a login, also when they did not verify their user', async () => {
    const { account, device, passkey } = await withPasskey();
    const browser = shop.client();
    const { mfaToken, methods } = await passwordStep(browser, account);
    expect(methods).toEqual(['passkey', 'recovery']);
    const asked = await request(browser, { mfaToken });
    expect(asked.allowCredentials).toHaveLength(1);
    const body = { mfaToken, passkey: device.sign(asked, { userVerified: false }) };
    expect((await browser.post('/auth/passkeys/login', body)).status).toBe(200);
    expect(outcome(await browser.post('/auth/passkeys/login', body))).toBe('mfa_token_invalid');
    expect(passkey.name).toBe('Téléphone');
  });

  it('prove again who is there', async () => {
    const { account, browser, device } = await withPasskey();
    await ageProofs(shop, account, 301);
    const refused = await browser.post('/me/recovery-codes');
    expect(Client.problem(refused)).toMatchObject({ code: 'step_up_required', methods: ['passkey', 'recovery'] });
    const { body } = await browser.post<{ passkey: PasskeyRequest }>('/auth/step-up/options');
    const proof = { passkey: device.sign(body.passkey, { userVerified: false }) };
    expect((await browser.post('/auth/step-up', proof)).status).toBe(200);
    expect(outcome(await browser.post('/auth/step-up', proof))).toBe('passkey_refused');
    expect((await browser.post('/me/recovery-codes')).status).toBe(201);
  });

  it.each<[string, Behaviour]>([
    ['another origin', { origin: 'http://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a challenge of its own', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['the answer of a registration', { type: 'webauthn.create' }],
    ['another key', { wrongKey: true }],
  ])('are refused with %s', async (_what, behaviour) => {
    const { device } = await withPasskey();
    expect(await loginAlone(device, behaviour)).toBe('passkey_refused');
    expect(await loginAlone(device)).toBe('200');
  });

  it.each<[string, Behaviour]>([
    ['another origin', { origin: 'http://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a challenge of its own', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['the answer of a login', { type: 'webauthn.get' }],
  ])('are not registered with %s', async (_what, behaviour) => {
    const one = await person();
    expect(outcome(await addPasskey(one, 'x', behaviour))).toBe('passkey_refused');
    expect((await one.browser.get<SecondFactors>('/me/mfa')).body.passkeys).toEqual([]);
  });
});

describe('a challenge', () => {
  it('is answered once: of fifty logins at once with the same signature exactly one', async () => {
    const { device } = await withPasskey();
    const browser = shop.client();
    const passkey = device.sign(await request(browser));
    const results = await Promise.all(
      Array.from({ length: 50 }, async () => outcome(await shop.client().post('/auth/passkeys/login', { passkey }))),
    );
    expect(results.filter((result) => result === '200')).toHaveLength(1);
    expect(results.filter((result) => result === 'passkey_refused')).toHaveLength(49);
  });

  it('lasts five minutes, and is used up by a failure too', async () => {
    const { device } = await withPasskey();
    const browser = shop.client();
    const late = device.sign(await request(browser));
    await sql`UPDATE accounts.passkey_challenges SET expires_at = now()`.execute(shop.db);
    expect(outcome(await browser.post('/auth/passkeys/login', { passkey: late }))).toBe('passkey_refused');
    const asked = await request(browser);
    const wrong = device.sign(asked, { wrongKey: true });
    expect(outcome(await browser.post('/auth/passkeys/login', { passkey: wrong }))).toBe('passkey_refused');
    const right = device.sign(asked);
    expect(outcome(await browser.post('/auth/passkeys/login', { passkey: right }))).toBe('passkey_refused');
  });

  it('is good for what it was given for, and for whom', async () => {
    const [mine, other] = [await withPasskey(), await withPasskey()];
    const browser = shop.client();
    const alone = mine.device.sign(await request(browser));
    const { mfaToken } = await passwordStep(browser, mine.account);
    expect(outcome(await browser.post('/auth/passkeys/login', { mfaToken, passkey: alone }))).toBe('passkey_refused');
    const second = mine.device.sign(await request(browser, { mfaToken }));
    expect(outcome(await browser.post('/auth/passkeys/login', { passkey: second }))).toBe('passkey_refused');
    // Another's passkey is no second factor of mine.
    const asked = await request(browser, { mfaToken });
    const foreign = other.device.sign({ ...asked, allowCredentials: [] });
    expect(outcome(await browser.post('/auth/passkeys/login', { mfaToken, passkey: foreign }))).toBe('passkey_refused');
    const { body } = await other.browser.post<{ passkey: PasskeyRequest }>('/auth/step-up/options');
    const proof: { passkey: PasskeyAssertion } = { passkey: other.device.sign(body.passkey) };
    expect(outcome(await mine.browser.post('/auth/step-up', proof))).toBe('passkey_refused');
    const creation = await mine.browser.post<PasskeyCreation>('/me/passkeys/options');
    const made = new Authenticator(origin).create(creation.body);
    expect(outcome(await other.browser.post('/me/passkeys', { name: 'x', passkey: made }))).toBe('passkey_refused');
  });
});

describe('a count of uses', () => {
  it('that goes back or stands still is a copy: refused, and the owner is told', async () => {
    const one = await person();
    await addPasskey(one, 'Clé', { counter: 5 });
    expect(await loginAlone(one.device, { counter: 6 })).toBe('200');
    expect(await loginAlone(one.device, { counter: 6 })).toBe('passkey_refused');
    expect(await loginAlone(one.device, { counter: 2 })).toBe('passkey_refused');
    expect(await loginAlone(one.device, { counter: 0 })).toBe('passkey_refused');
    expect(await loginAlone(one.device, { counter: 7 })).toBe('200');
    await shop.make.until(async () => {
      const mails = await mailsOf(shop, one.account.email, 1);
      return mails.some(({ text }) => text.includes('peut-être été copiée')) ? true : null;
    }, 'the mail about the copy');
  });

  it('that is always nought says nothing', async () => {
    const { device } = await withPasskey();
    expect(await loginAlone(device)).toBe('200');
    expect(await loginAlone(device)).toBe('200');
  });
});
