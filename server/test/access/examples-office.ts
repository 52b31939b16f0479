import type { ListExport } from '@og-tickets/contract/exports.ts';
import type { ShopLogo } from '@og-tickets/contract/logo.ts';
import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import type { StaffInvitation } from '@og-tickets/contract/people.ts';
import type { Client } from '../client.ts';
import { enrolTotp } from '../factors.ts';
import { usualWords } from '../../src/modules/notices/templates/usual-words.ts';
import { mailsOf, tokenOf } from '../mails.ts';
import { smallPng } from '../small-png.ts';
import type { Examples } from './example.ts';
import type { World } from './world.ts';

const invited = () => ({
  email: `staff-${crypto.randomUUID()}@example.org`,
  firstName: 'Ana',
  lastName: 'Ek',
  role: 'controller',
  locale: 'fr',
});

/** Somebody who was invited by the admin. Returns the invitation. */
async function invitation(world: World): Promise<StaffInvitation> {
  const person = invited();
  const { browser } = world.admin;
  await browser.post('/admin/staff/invitations', person);
  const { body } = await browser.get<{ items: StaffInvitation[] }>('/admin/staff/invitations');
  const found = body.items.find(({ email }) => email === person.email);
  if (found === undefined) throw new Error('no invitation');
  return found;
}

/** A customer of whom something is asked. */
const ofCustomer = async (world: World) => ({ accountId: (await world.person()).account.id });

async function registered(world: World): Promise<{ accountId: string }> {
  const email = `new-${crypto.randomUUID()}@example.org`;
  const person = { email, firstName: 'Ana', lastName: 'Ek', acceptTerms: true, locale: 'fr' };
  await world.shop.client().post('/auth/register', { ...person, password: 'une phrase que personne ne devine' });
  const { body } = await world.admin.browser.get<{ items: { id: string }[] }>(`/admin/accounts?q=${email}`);
  return { accountId: body.items[0]?.id ?? '' };
}

const days = { from: '2026-07-01', to: '2026-07-31' };

/** Another admin with a file of their own. */
async function withFile(world: World): Promise<{ caller: Client; params: { exportId: string } }> {
  const { shop } = world;
  const caller = await shop.make.login(await shop.make.account('admin'));
  await enrolTotp(caller);
  const { body } = await caller.post<ListExport>('/admin/exports', { kind: 'orders', format: 'csv', ...days });
  await shop.make.until(async () => {
    const { body: own } = await caller.get<{ items: ListExport[] }>('/admin/exports');
    return own.items.find(({ status }) => status === 'ready') ?? null;
  }, 'a file of a list');
  return { caller, params: { exportId: body.id } };
}

/** Calls of the back office. */
export const officeExamples: Examples = {
  'platform.report-page-error': async () => ({
    body: { name: 'TypeError', message: 'x is undefined', stack: 'at a (/assets/a.js:1:2)', page: '/panier' },
  }),
  'settings.change': async (world) => {
    const { body } = await world.admin.browser.get<ShopSettings>('/admin/settings');
    return { body: { version: body.version, changes: { shopName: 'Billetterie' } } };
  },
  'settings.set-logo': async () => ({ body: { png: smallPng.toString('base64') } }),
  'settings.read-logo': async (world) => {
    const { browser } = world.admin;
    const { body } = await browser.post<ShopLogo>('/admin/settings/logo', { png: smallPng.toString('base64') });
    return { params: { hash: body.hash } };
  },
  'mail-texts.change': async () => ({ params: { kind: 'activation' }, body: { version: 1, words: null } }),
  'mail-texts.preview': async () => ({
    params: { kind: 'activation' },
    body: { locale: 'fr', words: usualWords.activation },
  }),
  'people.invite-staff': async () => ({ body: invited() }),
  'people.withdraw-invitation': async (world) => ({ params: { invitationId: (await invitation(world)).id } }),
  'people.accept-invitation': async (world) => {
    const { email } = await invitation(world);
    const [mail] = await mailsOf(world.shop, email, 1);
    return { body: { token: tokenOf(mail, 'invitation'), password: 'une phrase que personne ne devine' } };
  },
  'people.find-accounts': async (world) => ({ query: { q: world.other.account.email } }),
  'people.read-account': async (world) => ({ params: await ofCustomer(world) }),
  'people.disable-account': async (world) => ({ params: await ofCustomer(world), body: { reason: 'Fraude' } }),
  'people.enable-account': async (world) => ({ params: await ofCustomer(world), body: { reason: 'Erreur' } }),
  'people.end-logins': async (world) => ({ params: await ofCustomer(world) }),
  'people.resend-activation': async (world) => ({ params: await registered(world) }),
  'people.change-role': async (world) => ({ params: await ofCustomer(world), body: { role: 'controller' } }),
  'reports.sales': async () => ({ query: { by: 'offer', ...days } }),
  'reports.takings': async () => ({ query: days }),
  'reports.refunds': async () => ({ query: days }),
  'reports.entries': async (world) => ({ query: { session: world.session.code } }),
  'reports.places': async (world) => ({ query: { session: world.session.code } }),
  'exports.start': async () => ({ body: { kind: 'orders', format: 'csv', ...days } }),
  'exports.fetch': withFile,
};
