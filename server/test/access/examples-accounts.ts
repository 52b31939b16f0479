import { sql } from 'kysely';
import type { Passkey } from '@og-tickets/contract/second-factors.ts';
import type { PasskeyCreation, PasskeyRequest } from '@og-tickets/contract/web-authentication.ts';
import { Authenticator } from '../authenticator.ts';
import type { Client } from '../client.ts';
import { CodeApp, enrolTotp, forgetUsedCodes, passwordStep, renewToken } from '../factors.ts';
import { mailsOf, tokenOf } from '../mails.ts';
import type { Examples } from './example.ts';
import type { Person, World } from './world.ts';

const password = 'une phrase que personne ne devine';

function registration(email: string) {
  return { email, password, firstName: 'Ana', lastName: 'Ek', acceptTerms: true, locale: 'fr' };
}

/** Registers a new address. Returns it. */
async function register(world: World): Promise<string> {
  const email = `new-${crypto.randomUUID()}@example.org`;
  const { status } = await world.shop.client().post('/auth/register', registration(email));
  if (status !== 202) throw new Error(`not registered: ${status}`);
  return email;
}

function deviceOf(world: World): Authenticator {
  return new Authenticator(`http://localhost:${new URL(world.shop.url).port}`);
}

/** A new customer with a passkey. */
async function withPasskey(world: World): Promise<Person & { device: Authenticator; passkey: Passkey }> {
  const one = await world.person();
  const device = deviceOf(world);
  const { body: asked } = await one.browser.post<PasskeyCreation>('/me/passkeys/options');
  const added = await one.browser.post<{ passkey: Passkey }>('/me/passkeys', {
    name: 'Clé',
    passkey: device.create(asked),
  });
  if (added.status !== 201) throw new Error(`no passkey: ${added.bytes.toString()}`);
  await renewToken(one.browser);
  return { ...one, device, passkey: added.body.passkey };
}

/** A new customer with an app whose code was not used yet. */
async function withApp(world: World) {
  const one = await world.person();
  const { app } = await enrolTotp(one.browser);
  await forgetUsedCodes(world.shop, one.account);
  return { ...one, app };
}

async function mailedToken(world: World, email: string, page: string): Promise<string> {
  return world.shop.make.until(async () => {
    const mails = await mailsOf(world.shop, email, 1);
    const mail = mails.findLast(({ text }) => text.includes(`/${page}#token=`));
    return mail === undefined ? null : tokenOf(mail, page);
  }, `a mail with a link to ${page}`);
}

/** A change of address under way. */
async function changingEmail(world: World): Promise<Person & { token: string }> {
  const one = await world.person();
  const newEmail = `new-${crypto.randomUUID()}@example.org`;
  await one.browser.post('/me/email-change', { newEmail, password: one.account.password });
  return { ...one, token: await mailedToken(world, newEmail, 'adresse') };
}

/** A browser that holds the refresh cookie of a login and no access token. */
async function withCookieOnly(world: World): Promise<Client> {
  const { browser } = await world.person();
  browser.accessToken = null;
  return browser;
}

/** A customer with a copy of their data. */
async function withExport(world: World): Promise<{ caller: Client }> {
  const { browser } = await world.person();
  await browser.post('/me/export');
  await world.shop.make.until(async () => {
    const { body } = await browser.get<{ export: { status: string } | null }>('/me/export');
    return body.export?.status === 'ready' ? true : null;
  }, 'a copy of the data');
  return { caller: browser };
}

/** What the routes of accounts are tried with. */
export const accountExamples: Examples = {
  'privacy.read-export-json': withExport,
  'privacy.read-export-csv': withExport,
  'privacy.close-account': async (world) => ({ caller: (await world.person()).browser }),
  'privacy.undo-erasure': async (world) => {
    const { browser, account } = await world.person();
    await browser.call('DELETE', '/me');
    return { body: { token: await mailedToken(world, account.email, 'garder-mon-compte') } };
  },
  'accounts.activate': async (world) => ({
    body: { token: await mailedToken(world, await register(world), 'activation') },
  }),
  'accounts.login': async (world) => {
    const { email, password: right } = (await world.person()).account;
    return { body: { email, password: right } };
  },
  'accounts.refresh': async (world) => ({ caller: await withCookieOnly(world) }),
  'accounts.register': async () => ({ body: registration(`new-${crypto.randomUUID()}@example.org`) }),
  'accounts.resend-activation': async (world) => ({ body: { email: await register(world), password } }),
  'accounts.login-mfa': async (world) => {
    const { account, app } = await withApp(world);
    const caller = world.shop.client();
    const { mfaToken } = await passwordStep(caller, account);
    return { caller, body: { mfaToken, code: app.code() } };
  },
  'accounts.login-passkey': async (world) => {
    const { device } = await withPasskey(world);
    const { body } = await world.shop.client().post<PasskeyRequest>('/auth/passkeys/options', {});
    return { body: { passkey: device.sign(body) } };
  },
  'accounts.passkey-request': async () => ({ body: {} }),
  'accounts.add-passkey': async (world) => {
    const { browser } = await world.person();
    const { body } = await browser.post<PasskeyCreation>('/me/passkeys/options');
    return { caller: browser, body: { name: 'Clé', passkey: deviceOf(world).create(body) } };
  },
  'accounts.confirm-totp': async (world) => {
    const { browser } = await world.person();
    const { body } = await browser.post<{ secret: string }>('/me/mfa/totp');
    return { caller: browser, body: { code: new CodeApp(body.secret).code() } };
  },
  'accounts.remove-totp': async (world) => ({ caller: (await withApp(world)).browser }),
  'accounts.renew-recovery-codes': async (world) => ({ caller: (await withApp(world)).browser }),
  'accounts.rename-passkey': async (world) => {
    const { browser, passkey } = await withPasskey(world);
    return { caller: browser, params: { id: passkey.id }, body: { name: 'Autre clé' } };
  },
  'accounts.remove-passkey': async (world) => {
    const { browser, passkey } = await withPasskey(world);
    return { caller: browser, params: { id: passkey.id } };
  },
  'accounts.step-up': async (world) => {
    const { browser, account } = await world.person();
    return { caller: browser, body: { password: account.password } };
  },
  'accounts.change-password': async (world) => {
    const { browser, account } = await world.person();
    return { caller: browser, body: { current: account.password, next: password } };
  },
  'accounts.forgot-password': async (world) => ({ body: { email: world.other.account.email } }),
  'accounts.reset-password': async (world) => {
    const { account } = await world.person();
    await world.shop.client().post('/auth/password/forgot', { email: account.email });
    return { body: { token: await mailedToken(world, account.email, 'mot-de-passe'), password } };
  },
  'accounts.change-profile': async (world) => ({
    caller: (await world.person()).browser,
    body: { version: 1, firstName: 'Bo' },
  }),
  'accounts.start-email-change': async (world) => {
    const { browser, account } = await world.person();
    return { caller: browser, body: { newEmail: 'another@example.org', password: account.password } };
  },
  'accounts.confirm-email-change': async (world) => ({ body: { token: (await changingEmail(world)).token } }),
  'accounts.cancel-email-change': async (world) => ({ body: { token: (await changingEmail(world)).token } }),
  'accounts.end-login': async (world) => {
    const { browser, account } = await world.person();
    await world.shop.make.login(account);
    const { rows } = await sql<{ id: string }>`SELECT id FROM accounts.logins WHERE account_id = ${account.id}
      ORDER BY id DESC LIMIT 1`.execute(world.shop.db);
    return { caller: browser, params: { loginId: rows[0]?.id ?? '' } };
  },
};
