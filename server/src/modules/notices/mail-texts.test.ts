import type { MailText, MailWords } from '@og-tickets/contract/mail-texts.ts';
import { mailKinds } from '@og-tickets/contract/rules/mail-words.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { mailsOf } from '../../../test/mails.ts';
import { loginAsAdmin } from '../../../test/refunds.ts';
import { readJournal } from '../audit/index.ts';

let shop: TestShop;
let admin: Client;
beforeAll(async () => {
  shop = await startTestShop();
  admin = await loginAsAdmin(shop);
});
afterAll(() => shop.close());

const own: MailWords = {
  fr: { opening: 'Bienvenue chez {shop} !\nConfirmez <b>vite</b> :', closing: 'À bientôt, {shop}' },
  en: { opening: 'Welcome to {shop}!', closing: '' },
};
const read = async (kind: string): Promise<MailText> => {
  const { body } = await admin.get<{ items: MailText[] }>('/admin/mail-texts');
  const text = body.items.find((one) => one.kind === kind);
  if (text === undefined) throw new Error(`no mail ${kind}`);
  return text;
};
const change = (kind: string, body: { version: number; words: MailWords | null }) =>
  admin.call<MailText>('PATCH', `/admin/mail-texts/${kind}`, { body });
const inFrench = (opening: string): MailWords => ({ ...own, fr: { opening, closing: '' } });

async function registrationMail() {
  const email = `${crypto.randomUUID()}@example.org`;
  const names = { firstName: 'Ana', lastName: 'Ek' };
  const terms = { acceptTerms: true };
  const { status } = await shop
    .client()
    .post('/auth/register', { email, password: 'trois lampes bleues', ...names, ...terms });
  expect(status).toBe(202);
  return (await mailsOf(shop, email, 1))[0];
}

it('begins and ends a mail with the words that are set, escaped, and with the usual ones again', async () => {
  const { version, words, usual } = await read('activation');
  expect(words).toBeNull();
  const { status, body } = await change('activation', { version, words: own });
  expect([status, body]).toEqual([200, { kind: 'activation', version: version + 1, words: own, usual }]);
  const mail = await registrationMail();
  expect(mail?.text).toContain('Bienvenue chez OG-Tickets !\n\nConfirmez <b>vite</b> :');
  expect(mail?.text).toContain('À bientôt, OG-Tickets\n\n-- ');
  expect(mail?.html).toContain('<p>Confirmez &lt;b&gt;vite&lt;/b&gt;');
  const [entry] = await readJournal(shop.platform, { before: null, limit: 1 });
  expect(entry).toMatchObject({ action: 'mail_text.changed', before: { words: null }, after: { words: own } });

  expect((await change('activation', { version: version + 1, words: null })).status).toBe(200);
  expect((await registrationMail())?.text).toContain('Il ne reste qu’à confirmer votre adresse');
});

it('refuses who has not seen the last change, and of two at once lets one through', async () => {
  const { version } = await read('order_paid');
  const words = inFrench('Merci pour {order}');
  const both = await Promise.all([1, 2].map(() => change('order_paid', { version, words })));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(Client.problem(await change('order_paid', { version, words: null })).code).toBe('settings_changed_elsewhere');
});

it.each([
  ['order_paid', 'Merci {nom}', 'mail_words_unfit'],
  ['order_paid', 'Merci {order', 'mail_words_unfit'],
  ['session_moved', 'Du nouveau pour {session}', 'mail_words_unfit'],
  ['order_paid', '   ', 'invalid_request'],
  ['order_paid', 'x'.repeat(601), 'invalid_request'],
  ['order_paid', 'a\u{e0f1}b', 'invalid_request'],
  ['order_paid', 'a\u0000b', 'invalid_request'],
  ['staff', 'Bonjour', 'invalid_request'],
])('refuses for %s %j', async (kind, opening, code) => {
  const words = inFrench(opening);
  expect(Client.problem(await change(kind, { version: 1, words })).code).toBe(code);
  const preview = await admin.post(`/admin/mail-texts/${kind}/preview`, { locale: 'fr', words });
  expect(Client.problem(preview).code).toBe(code);
});

it('shows each mail as it would arrive, and keeps nothing', async () => {
  const { items } = (await admin.get<{ items: MailText[] }>('/admin/mail-texts')).body;
  expect(items.map(({ kind }) => kind)).toEqual([...mailKinds]);
  for (const { kind, usual } of items) {
    const closing = 'À bientôt & merci, {shop}';
    const words = { fr: { ...usual.fr, closing }, en: { ...usual.en, closing } };
    for (const locale of ['fr', 'en']) {
      const { body } = await admin.post<{ subject: string; text: string; html: string }>(
        `/admin/mail-texts/${kind}/preview`,
        { locale, words },
      );
      expect(body.subject).not.toBe('');
      expect(body.text).toContain('À bientôt & merci, OG-Tickets');
      expect(body.html).toContain('À bientôt &amp; merci, OG-Tickets');
      expect(body.text, kind).not.toMatch(/[{}\u{e000}-\u{f8ff}]/u);
    }
  }
  expect((await admin.get<{ items: MailText[] }>('/admin/mail-texts')).body.items).toEqual(items);
});
