import type { ShopLogo } from '@og-tickets/contract/logo.ts';
import { defaultSettings, type ShopSettings } from '@og-tickets/contract/settings.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf } from '../../../test/mails.ts';
import { onePng, pngChunk, smallPng } from '../../../test/small-png.ts';
import { loginAsAdmin } from '../../../test/refunds.ts';
import { readJournal } from '../audit/index.ts';
import { senderName } from '../notices/name-mail.ts';

let shop: TestShop;
let admin: Client;
beforeAll(async () => {
  shop = await startTestShop();
  admin = await loginAsAdmin(shop);
});
afterAll(() => shop.close());

const change = (version: number, changes: object) =>
  admin.call<ShopSettings>('PATCH', '/admin/settings', { body: { version, changes } });
const current = async () => (await admin.get<ShopSettings>('/admin/settings')).body;

it('starts with defaults, which everybody may read as far as pages show them', async () => {
  expect(await current()).toEqual({ ...defaultSettings, version: 1 });
  const { status, body } = await shop.client().get('/shop');
  expect([status, body]).toEqual([200, expect.objectContaining({ shopName: 'OG-Tickets', saleClosed: null })]);
  expect(body).not.toHaveProperty('refundApprovalAboveCents');
});

it('keeps what was set, tells who set it, and shows it at once', async () => {
  const { version } = await current();
  const { status, body } = await change(version, { shopName: 'Jeux du Nord', refundApprovalAboveCents: 50_000 });
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: version + 1, shopName: 'Jeux du Nord', contactEmail: null });
  expect((await shop.client().get('/shop')).body).toMatchObject({ shopName: 'Jeux du Nord' });
  const [entry] = await readJournal(shop.platform, { before: null, limit: 1 });
  expect(entry).toMatchObject({
    action: 'settings.changed',
    before: { shopName: 'OG-Tickets', refundApprovalAboveCents: null },
    after: { shopName: 'Jeux du Nord', refundApprovalAboveCents: 50_000 },
  });
});

it('refuses who has not seen the last change, and of two at once lets one through', async () => {
  const { version } = await current();
  const both = await Promise.all([change(version, { shopName: 'Un' }), change(version, { shopName: 'Deux' })]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const late = await change(version, { shopName: 'Trois' });
  expect(Client.problem(late).code).toBe('settings_changed_elsewhere');
  expect(['Un', 'Deux']).toContain((await current()).shopName);
});

it.each([
  [{ colour: '#ffff00' }, 'colour_unreadable'],
  [{ colour: 'red' }, 'invalid_request'],
  [{ shopName: ' ' }, 'invalid_request'],
  [{ shopName: 'x'.repeat(41) }, 'invalid_request'],
  [{ contactEmail: 'nobody' }, 'invalid_request'],
  [{ refundApprovalAboveCents: -1 }, 'invalid_request'],
  [{ announcement: { text: { fr: 'Bonjour' }, until: null } }, 'invalid_request'],
  [{ somethingElse: 1 }, 'invalid_request'],
  [{}, 'invalid_request'],
])('refuses %j', async (changes, code) => {
  const before = await current();
  expect(Client.problem(await change(before.version, changes)).code).toBe(code);
  expect(await current()).toEqual(before);
});

it('shows an announcement until it is over', async () => {
  const text = { fr: 'Portes à 18 h.', en: 'Doors at 6 pm.' };
  for (const [until, shown] of [
    [new Date(Date.now() + 60_000).toISOString(), true],
    [new Date(Date.now() - 60_000).toISOString(), false],
    [null, true],
  ] as const) {
    const { version } = await current();
    await change(version, { announcement: { text, until } });
    const { body } = await shop.client().get<{ announcement: object | null }>('/shop');
    expect(body.announcement).toEqual(shown ? { text, until } : null);
  }
});

it('says in the journal that the sale was closed and opened', async () => {
  const { version } = await current();
  const text = { fr: 'Retour à 14 h.', en: 'Back at 2 pm.' };
  await change(version, { saleClosed: { text, since: new Date().toISOString() } });
  await change(version + 1, { saleClosed: null });
  const entries = await readJournal(shop.platform, { before: null, limit: 2 });
  expect(entries.map(({ action }) => action)).toEqual(['sale.opened', 'sale.closed']);
});

it('puts its name and its sender on mails, and on what apps and tickets call it', async () => {
  const { version } = await current();
  await change(version, { shopName: 'Jeux: du <Nord>' });
  const customer = await shop.make.account();
  await shop.client().post('/auth/password/forgot', { email: customer.email });
  const mail = (await mailsOf(shop, customer.email, 1)).at(-1);
  expect(mail?.subject).toContain('Jeux: du <Nord>');
  expect(mail?.html).toContain('Jeux: du &lt;Nord&gt;');
  const browser = await shop.make.login(customer);
  await browser.post('/auth/step-up', { password: customer.password });
  const { body } = await browser.post<{ rp: { name: string } }>('/me/passkeys/options');
  expect(body.rp.name).toBe('Jeux  du <Nord>');
  expect(senderName({ shopName: 'Jeux', mailSenderName: null })).toBe('Jeux');
  expect(senderName({ shopName: 'Jeux', mailSenderName: 'Guichet' })).toBe('Guichet');
  expect(senderName(defaultSettings)).toBeNull();
});

it('shows a logo of which only the picture is left, under an address of its own, until it is taken away', async () => {
  const comment = pngChunk('tEXt', Buffer.from('Comment\0<script>alert(1)</script>'));
  const sent = Buffer.concat([onePng({ more: [comment] }), Buffer.from('<html>')]).toString('base64');
  const { status, body } = await admin.post<ShopLogo>('/admin/settings/logo', { png: sent });
  expect([status, body]).toMatchObject([200, { width: 8, height: 4 }]);
  expect((await shop.client().get('/shop')).body).toMatchObject({ logo: body });
  const file = await fetch(`${shop.url}/api/v1/shop/logo/${body.hash}`);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(smallPng);
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64');
  expect(Client.problem(await admin.post('/admin/settings/logo', { png: svg })).code).toBe('logo_unfit');
  expect((await admin.call('DELETE', '/admin/settings/logo')).status).toBe(204);
  expect((await shop.client().get('/shop')).body).toMatchObject({ logo: null });
  expect((await shop.client().get(`/shop/logo/${body.hash}`)).status).toBe(404);
  const entries = await readJournal(shop.platform, { before: null, limit: 2 });
  expect(entries.map(({ before, after }) => [before, after])).toEqual([
    [{ logo: body.hash }, { logo: null }],
    [{ logo: null }, { logo: body.hash }],
  ]);
});
