import type { AccountPanel, FoundAccount, StaffInvitation, StaffMember } from '@og-tickets/contract/people.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeAccount } from '../../../test/factory.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf, type ShownMail, tokenOf } from '../../../test/mails.ts';
import { loginAsAdmin } from '../../../test/refunds.ts';
import { readJournal } from '../audit/index.ts';
import { eraseAccount } from '../privacy/index.ts';

let shop: TestShop;
let admin: Client;
let adminAccount: MadeAccount;
beforeAll(async () => {
  shop = await startTestShop();
  adminAccount = await shop.make.account('admin');
  admin = await loginAsAdmin(shop, adminAccount);
});
afterAll(() => shop.close());

const password = 'une phrase que personne ne devine';
const find = async (q: string) =>
  (await admin.get<{ items: FoundAccount[] }>(`/admin/accounts?q=${encodeURIComponent(q)}`)).body.items;
const act = (accountId: string, what: string, body?: object) =>
  admin.post<AccountPanel>(`/admin/accounts/${accountId}/${what}`, body);
const lastEntry = async () => (await readJournal(shop.platform, { before: null, limit: 1 }))[0];
const invitations = async () => (await admin.get<{ items: StaffInvitation[] }>('/admin/staff/invitations')).body.items;

let invitedCount = 0;
async function invite(change: object = {}): Promise<{ email: string; mail: ShownMail | undefined }> {
  invitedCount += 1;
  const email = `invited-${invitedCount}@example.org`;
  const person = { email, firstName: 'Zoé', lastName: 'Roux', role: 'controller', locale: 'fr', ...change };
  const { status, body } = await admin.post('/admin/staff/invitations', person);
  expect([status, body]).toEqual([201, { outcome: 'invited' }]);
  return { email, mail: (await mailsOf(shop, email, 1)).at(-1) };
}

it('finds somebody by address, account, order and name, and shows how the account stands', async () => {
  const account = await shop.make.account();
  const browser = await shop.make.login(account);
  const session = await shop.make.session();
  const order = await shop.make.order(browser, session);
  for (const q of [account.email.toUpperCase(), account.id, order.code.toLowerCase()]) {
    expect((await find(q)).map(({ id }) => id)).toEqual([account.id]);
  }
  expect((await find('martin ANA')).map(({ id }) => id)).toContain(account.id);
  for (const q of ['nobody@example.org', 'ZZZZZZ', '!!', 'Mart']) expect(await find(q)).toEqual([]);
  const { body } = await admin.get<AccountPanel>(`/admin/accounts/${account.id}`);
  expect(body).toMatchObject({ email: account.email, status: 'active', role: 'customer', orders: 1 });
  expect(body.logins).toHaveLength(1);
});

it('disables with a reason, within a second everywhere, and enables; each sent twice is done once', async () => {
  const account = await shop.make.account();
  const browser = await shop.make.login(account);
  expect((await browser.get('/me')).status).toBe(200);
  for (const reason of ['Fraude', 'Fraude']) {
    const { status, body } = await act(account.id, 'disable', { reason });
    expect([status, body.status, body.logins]).toEqual([200, 'disabled', []]);
  }
  const entry = await lastEntry();
  expect(entry).toMatchObject({ action: 'account.disabled', reason: 'Fraude', after: { status: 'disabled' } });
  await expect.poll(async () => (await browser.get('/me')).status).toBe(401);
  const enter = () => shop.client().post('/auth/login', { email: account.email, password: account.password });
  expect((await enter()).status).toBe(401);
  for (const reason of ['Erreur', 'Erreur']) await act(account.id, 'enable', { reason });
  const entries = await readJournal(shop.platform, { before: null, limit: 2, subjectId: account.id });
  expect(entries.map(({ action }) => action)).toEqual(['account.enabled', 'account.disabled']);
  expect((await enter()).status).toBe(200);
  await act(account.id, 'end-logins');
  expect(await lastEntry()).toMatchObject({ action: 'account.logins_ended', before: { logins: 1 } });
  expect(Client.problem(await act(account.id, 'disable', { reason: ' ' })).code).toBe('invalid_request');
});

it('lets nobody change their own account, keeps the last admin, and gives no role to who is not active', async () => {
  const own = adminAccount.id;
  for (const [what, body] of [
    ['disable', { reason: 'x' }],
    ['role', { role: 'controller' }],
  ] as const) {
    expect(Client.problem(await act(own, what, body)).code).toBe('own_account');
  }
  const self = { email: adminAccount.email, firstName: 'A', lastName: 'B', role: 'controller', locale: 'fr' };
  expect(Client.problem(await admin.post('/admin/staff/invitations', self)).code).toBe('own_account');
  const { email } = await invite();
  const [waiting] = await find(email);
  expect(Client.problem(await act(waiting?.id ?? '', 'role', { role: 'admin' })).code).toBe('account_state_changed');
  expect(Client.problem(await act(waiting?.id ?? '', 'disable', { reason: 'x' })).code).toBe('account_state_changed');
  expect(Client.problem(await act(crypto.randomUUID(), 'end-logins')).code).toBe('not_found');
});

it('changes a role, which the old tokens lose within a second', async () => {
  const account = await shop.make.account('controller');
  const { status, body } = await act(account.id, 'role', { role: 'customer' });
  expect([status, body.role]).toEqual([200, 'customer']);
  expect(await lastEntry()).toMatchObject({
    action: 'staff.role_changed',
    before: { role: 'controller' },
    after: { role: 'customer' },
  });
});

it('invites by mail: the link sets a password and gives the role, once', async () => {
  const { email, mail } = await invite({ role: 'admin' });
  expect(mail?.text).toContain('administrer la billetterie');
  expect(await invitations()).toMatchObject([{ email, role: 'admin', invitedBy: 'Ana Martín' }, {}]);
  const token = tokenOf(mail, 'invitation');
  const answer = (body: object) => shop.client().post('/auth/invitation', body);
  expect(Client.problem(await answer({ token, password: 'motdepasse123' })).code).toBe('password_too_common');
  const both = await Promise.all([answer({ token, password }), answer({ token, password })]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 422]);
  expect(Client.problem(await answer({ token, password })).code).toBe('staff_invitation_invalid');
  expect((await invitations()).map((one) => one.email)).not.toContain(email);
  const staff = (await admin.get<{ items: StaffMember[] }>('/admin/staff')).body.items;
  const joined = staff.find((one) => one.email === email);
  expect(joined).toMatchObject({ role: 'admin', name: 'Zoé Roux', secondFactor: false, status: 'active' });
  expect(await lastEntry()).toMatchObject({ action: 'staff.invitation_accepted', actorId: joined?.id });
  expect((await shop.client().post('/auth/login', { email, password })).status).toBe(200);
});

it('an invitation that was withdrawn, replaced or is over opens nothing, and its account is forgotten', async () => {
  const { email, mail } = await invite();
  const first = tokenOf(mail, 'invitation');
  await admin.post('/admin/staff/invitations', {
    email,
    firstName: 'Zoé',
    lastName: 'Roux',
    role: 'admin',
    locale: 'en',
  });
  const second = tokenOf((await mailsOf(shop, email, 2)).at(-1), 'invitation');
  const answer = async (token: string) =>
    Client.problem(await shop.client().post('/auth/invitation', { token, password })).code;
  expect(await answer(first)).toBe('staff_invitation_invalid');
  const open = (await invitations()).find((one) => one.email === email);
  expect((await admin.call('DELETE', `/admin/staff/invitations/${open?.id}`)).status).toBe(204);
  expect((await admin.call('DELETE', `/admin/staff/invitations/${open?.id}`)).status).toBe(404);
  expect(await answer(second)).toBe('staff_invitation_invalid');
  const late = await invite();
  await sql`UPDATE accounts.staff_invitations SET expires_at = now() - interval '1 second'`.execute(shop.db);
  expect(await answer(tokenOf(late.mail, 'invitation'))).toBe('staff_invitation_invalid');
});

it('an address with an account gets the role at once; whoever registered an invited address has no part in it', async () => {
  const account = await shop.make.account();
  const person = { firstName: 'Ana', lastName: 'Ek', role: 'controller', locale: 'fr' };
  const promoted = await admin.post('/admin/staff/invitations', { ...person, email: account.email });
  expect([promoted.status, promoted.body]).toEqual([201, { outcome: 'promoted' }]);
  expect(await lastEntry()).toMatchObject({ action: 'staff.role_changed', before: { role: 'customer' } });
  expect((await mailsOf(shop, account.email, 1)).at(-1)?.subject).toContain('Votre rôle');
  const { email, mail } = await invite();
  const stranger = 'la phrase de quelqu’un d’autre';
  await shop
    .client()
    .post('/auth/register', { ...person, role: undefined, email, password: stranger, acceptTerms: true });
  await shop.client().post('/auth/invitation', { token: tokenOf(mail, 'invitation'), password });
  expect((await shop.client().post('/auth/login', { email, password: stranger })).status).toBe(401);
  expect((await shop.client().post('/auth/login', { email, password })).status).toBe(200);
});

it('sends an activation again, within the limit of the address', async () => {
  const email = 'waiting@example.org';
  const person = { email, password, firstName: 'Ana', lastName: 'Ek', acceptTerms: true, locale: 'fr' };
  await shop.client().post('/auth/register', person);
  await mailsOf(shop, email, 1);
  const [found] = await find(email);
  const answers: number[] = [];
  for (let asked = 0; asked < 5; asked += 1) answers.push((await act(found?.id ?? '', 'activation')).status);
  expect(answers).toEqual([202, 202, 202, 202, 429]);
  expect(await lastEntry()).toMatchObject({ action: 'account.activation_resent' });
  expect((await mailsOf(shop, email, 2)).length).toBeGreaterThanOrEqual(2);
  const active = await shop.make.account();
  expect(Client.problem(await act(active.id, 'activation')).code).toBe('account_state_changed');
});

it('says in the journal that an operator erased an account', async () => {
  const account = await shop.make.account('controller');
  await eraseAccount(shop.platform, account.email);
  expect(await lastEntry()).toMatchObject({
    action: 'account.erased',
    actorRole: 'operator',
    subject: { kind: 'account', id: account.id },
    before: { role: 'controller' },
  });
  expect((await admin.get<AccountPanel>(`/admin/accounts/${account.id}`)).body).toMatchObject({
    status: 'erased',
    name: '',
  });
});
